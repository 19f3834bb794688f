using System.Text;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_master_key_file : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("master").FullName;

    private string File0 => Path.Combine(folder, "master.key");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Is_made_once_for_its_owner_alone()
    {
        var first = MasterKey.LoadOrCreate(File0);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(File0));
        Assert.Equal(first.Fingerprint, MasterKey.LoadOrCreate(File0).Fingerprint);
        Assert.Equal(["master.key"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Is_made_once_when_many_start_together()
    {
        var prints = new string[16];
        Parallel.For(0, prints.Length, i => prints[i] = MasterKey.LoadOrCreate(File0).Fingerprint);
        Assert.Single(prints.Distinct());
    }

    [Fact]
    public void Is_refused_when_others_may_read_it()
    {
        MasterKey.LoadOrCreate(File0);
        File.SetUnixFileMode(File0, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Contains("chmod 600", Assert.Throws<MasterKeyException>(() => MasterKey.Load(File0)).Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(0), InlineData(31), InlineData(33)]
    public void Is_refused_at_any_other_length(int length)
    {
        File.WriteAllBytes(File0, new byte[length]);
        File.SetUnixFileMode(File0, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains($"{length} bytes", Assert.Throws<MasterKeyException>(() => MasterKey.Load(File0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_unwrap_for_another_context_or_another_key()
    {
        var one = MasterKey.LoadOrCreate(File0);
        var other = MasterKey.LoadOrCreate(File0 + "2");
        var wrapped = one.Wrap("a", Encoding.UTF8.GetBytes("secret"));
        Assert.Equal("secret", Encoding.UTF8.GetString(one.Unwrap("a", wrapped)));
        Assert.Throws<BrokenSealException>(() => one.Unwrap("b", wrapped));
        Assert.Contains(other.Fingerprint, Assert.Throws<BrokenSealException>(() => other.Unwrap("a", wrapped)).Message, StringComparison.Ordinal);
    }
}
