using Federation.Storage.Disk;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_master_key_file : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly Scratch scratch = new();

    private string Key => scratch["master.key"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Is_made_once_for_its_owner_only_and_leaves_nothing_beside_it()
    {
        var made = MasterKey.LoadOrCreate(Key);
        var again = MasterKey.LoadOrCreate(Key);
        Assert.Equal(made.Fingerprint, again.Fingerprint);
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Key));
        Assert.Equal(32, new FileInfo(Key).Length);
        Assert.Equal([Key], Directory.GetFiles(scratch.Path));
    }

    [Fact]
    public async Task Is_one_and_the_same_for_replicas_that_start_together()
    {
        var prints = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => MasterKey.LoadOrCreate(Key).Fingerprint)));
        Assert.Single(prints.Distinct());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, "640")]
    [InlineData(UnixFileMode.OtherRead, "604")]
    [InlineData(UnixFileMode.GroupWrite, "620")]
    public void Is_refused_when_others_may_touch_it(UnixFileMode also, string told)
    {
        MasterKey.LoadOrCreate(Key);
        File.SetUnixFileMode(Key, OwnerOnly | also);
        var refusal = Assert.Throws<MasterKeyException>(() => MasterKey.LoadOrCreate(Key));
        Assert.Contains($"mode {told}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void Is_refused_when_its_length_is_wrong(int length)
    {
        File.WriteAllBytes(Key, new byte[length]);
        File.SetUnixFileMode(Key, OwnerOnly);
        Assert.Contains($"holds {length} bytes", Assert.Throws<MasterKeyException>(() => MasterKey.Load(Key)).Message, StringComparison.Ordinal);
        Assert.Equal(length, new FileInfo(Key).Length);
    }

    [Fact]
    public void Is_not_made_by_a_mere_load()
    {
        Assert.Throws<MasterKeyException>(() => MasterKey.Load(Key));
        Assert.False(File.Exists(Key));
    }

    [Fact]
    public void Cannot_be_made_in_a_folder_that_is_not_there() =>
        Assert.Throws<MasterKeyException>(() => MasterKey.LoadOrCreate(scratch["absent/master.key"]));

    [Fact]
    public void Is_not_made_when_the_disk_will_not_promise_to_keep_it()
    {
        for (var call = 1; call <= 3; call++) // create, write, fsync
        {
            Assert.Throws<MasterKeyException>(() => MasterKey.LoadOrCreate(Key, new FailingDisk(call)));
            Assert.Empty(Directory.GetFiles(scratch.Path));
        }
        Assert.Throws<MasterKeyException>(() => MasterKey.LoadOrCreate(Key, new FailingDisk(6))); // the folder's fsync: the name may be lost
    }

    [Fact]
    public void Wraps_for_one_context_only()
    {
        var master = MasterKey.LoadOrCreate(Key);
        var wrapped = master.Wrap("space 7", [1, 2, 3]);
        Assert.Equal([1, 2, 3], master.Unwrap("space 7", wrapped));
        Assert.Throws<BrokenSealException>(() => master.Unwrap("space 8", wrapped));
        Assert.NotEqual(wrapped, master.Wrap("space 7", [1, 2, 3]));
        Assert.Equal(1 + 4 + 1 + 12 + 16 + 3, wrapped.Length);
        Assert.Equal(1, wrapped[0]);
    }

    [Fact]
    public void Notices_every_flipped_bit_and_every_cut()
    {
        var master = MasterKey.LoadOrCreate(Key);
        var wrapped = master.Wrap("c", [1, 2, 3]);
        for (var bit = 0; bit < wrapped.Length * 8; bit++)
        {
            var changed = (byte[])wrapped.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<BrokenSealException>(() => master.Unwrap("c", changed));
        }
        for (var length = 0; length < wrapped.Length; length++)
        {
            Assert.Throws<BrokenSealException>(() => master.Unwrap("c", wrapped.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Says_when_another_nodes_key_was_put_in_its_place()
    {
        var ours = MasterKey.LoadOrCreate(Key);
        var theirs = MasterKey.LoadOrCreate(scratch["other.key"]);
        var refusal = Assert.Throws<BrokenSealException>(() => theirs.Unwrap("c", ours.Wrap("c", [1])));
        Assert.Contains(ours.Fingerprint, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(theirs.Fingerprint, refusal.Message, StringComparison.Ordinal);
    }
}
