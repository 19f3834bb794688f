using Federation.Storage.Disk;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_list_of_destroyed_keys : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 10, 0, 0, TimeSpan.FromHours(1));
    private readonly Scratch scratch = new();

    private string File => scratch["destroyed.keys"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Keeps_what_was_added_for_its_owner_only()
    {
        var (a, b, c) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        Assert.Empty(new DestroyedKeyList(File).Read());
        new DestroyedKeyList(File).Add([(a, Monday), (b, Monday)]);
        new DestroyedKeyList(File).Add([(c, Monday), (a, Monday)]);
        Assert.Equal(new HashSet<SubjectId> { a, b, c }, new DestroyedKeyList(File).Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.StartsWith($"2026-03-02T09:00:00Z {a} ", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void May_be_put_behind_another_of_the_same_node()
    {
        var (a, b) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        new DestroyedKeyList(File).Add([(a, Monday)]);
        new DestroyedKeyList(scratch["older"]).Add([(b, Monday)]);
        System.IO.File.AppendAllBytes(File, System.IO.File.ReadAllBytes(scratch["older"]));
        Assert.Equal(2, new DestroyedKeyList(File).Read().Count);
    }

    [Fact]
    public void Goes_on_after_a_crash_in_the_middle_of_a_line()
    {
        var (a, b) = (SubjectId.New(TimeProvider.System), SubjectId.New(TimeProvider.System));
        new DestroyedKeyList(File).Add([(a, Monday)]);
        Assert.Throws<DiskException>(() => new DestroyedKeyList(File, new FailingDisk(2)).Add([(b, Monday)])); // the write is torn
        Assert.Equal([a], new DestroyedKeyList(File).Read());
        new DestroyedKeyList(File).Add([(b, Monday)]);
        Assert.Equal(2, new DestroyedKeyList(File).Read().Count);
    }

    [Fact]
    public void Is_not_believed_when_a_byte_was_changed()
    {
        new DestroyedKeyList(File).Add([(SubjectId.New(TimeProvider.System), Monday), (SubjectId.New(TimeProvider.System), Monday)]);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            System.IO.File.WriteAllBytes(File, changed);
            Assert.Equal(at < DestroyedKeyList.LineSize ? 1 : 2, Assert.Throws<BrokenKeyListException>(() => new DestroyedKeyList(File).Read()).Line);
        }
    }
}
