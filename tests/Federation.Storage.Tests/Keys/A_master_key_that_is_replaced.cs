using Federation.Storage.Disk;
using Federation.Storage.Keys;

namespace Federation.Storage.Tests.Keys;

public sealed class A_master_key_that_is_replaced : IDisposable
{
    private readonly Scratch scratch = new();

    private string Key => scratch["master.key"];

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void Opens_what_either_key_wrapped_until_the_old_one_is_destroyed()
    {
        var master = MasterKey.LoadOrCreate(Key);
        var before = master.Wrap("c", [1]);
        var rotation = MasterKeyRotation.Begin(Key);
        Assert.Equal(before[..5], rotation.OldMark.ToArray());
        var between = master.Wrap("c", [2]);
        rotation.Switch();
        var after = master.Wrap("c", [3]);
        Assert.Equal([before[..5], rotation.NewMark.ToArray()], new[] { between[..5], after[..5] });
        foreach (var replica in new[] { master, MasterKey.Load(Key) })
        {
            Assert.Equal([[1], [2], [3]], new[] { before, between, after }.Select(wrapped => replica.Unwrap("c", wrapped)));
        }

        Assert.Null(rotation.End(keepOld: false));
        var left = MasterKey.Load(Key);
        Assert.Equal([3], left.Unwrap("c", after));
        Assert.Throws<BrokenSealException>(() => left.Unwrap("c", before));
        Assert.Equal([Key], Directory.GetFiles(scratch.Path));
        Assert.Equal([left.Fingerprint], left.Fingerprints);
    }

    [Fact]
    public void Opens_for_a_replica_that_read_its_file_before_all_that_began()
    {
        var early = MasterKey.LoadOrCreate(Key);
        var rotation = MasterKeyRotation.Begin(Key);
        rotation.Switch();
        Assert.Equal([7], early.Unwrap("c", MasterKey.Load(Key).Wrap("c", [7])));
        Assert.Equal(2, early.Fingerprints.Count);
    }

    [Fact]
    public void Can_be_kept_where_no_node_reads_it()
    {
        var old = MasterKey.LoadOrCreate(Key).Fingerprint;
        var rotation = MasterKeyRotation.Begin(Key);
        rotation.Switch();
        var kept = rotation.End(keepOld: true)!;
        Assert.Equal(Key + ".kept-" + old, kept);
        Assert.Equal(old, MasterKey.Load(kept).Fingerprint);
        Assert.DoesNotContain(old, MasterKey.Load(Key).Fingerprints);
    }

    [Fact]
    public void Is_not_destroyed_before_another_took_its_place()
    {
        MasterKey.LoadOrCreate(Key);
        var rotation = MasterKeyRotation.Begin(Key);
        Assert.Throws<MasterKeyException>(() => rotation.End(keepOld: false));
        PosixDisk.Instance.TryLink(Key, Key + ".previous"); // where a crash may leave it: both names, one key
        Assert.Throws<MasterKeyException>(() => rotation.End(keepOld: false));
        Assert.Equal(rotation.OldFingerprint, MasterKey.Load(Key).Fingerprint);
    }

    [Fact]
    public void Loses_nothing_when_the_power_fails_at_any_step()
    {
        for (var call = 1; ; call++)
        {
            var key = scratch[$"{call}.key"];
            var master = MasterKey.LoadOrCreate(key);
            var disk = new FailingDisk(call, powerCut: true);
            var wrapped = new List<byte[]> { master.Wrap("c", [1]) };
            var isOldNeeded = true;
            try
            {
                var rotation = MasterKeyRotation.Begin(key, disk);
                wrapped.Add(MasterKey.Load(key).Wrap("c", [1]));
                rotation.Switch();
                wrapped.Add(MasterKey.Load(key).Wrap("c", [1]));
                isOldNeeded = false; // all is wrapped anew
                rotation.End(keepOld: false);
                return;
            }
            catch (MasterKeyException)
            {
                var found = MasterKey.Load(key);
                Assert.All(isOldNeeded ? wrapped : wrapped.Skip(2), each => Assert.Equal([1], found.Unwrap("c", each)));
            }

            var again = MasterKeyRotation.Begin(key);
            again.Switch();
            Assert.All(isOldNeeded ? wrapped : wrapped.Skip(2), each => Assert.Equal([1], MasterKey.Load(key).Unwrap("c", each)));
            again.End(keepOld: false);
            Assert.Single(MasterKey.Load(key).Fingerprints);
        }
    }

    [Fact]
    public void Is_taken_from_systemd_as_systemd_hands_it_over()
    {
        MasterKey.LoadOrCreate(Key);
        File.SetUnixFileMode(Key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Assert.Throws<MasterKeyException>(() => MasterKey.Load(Key));
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", scratch.Path);
        try
        {
            Assert.True(MasterKey.IsCredential(Key));
            Assert.NotEmpty(MasterKey.Load(Key).Fingerprint);
        }
        finally
        {
            Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", null);
        }
    }
}
