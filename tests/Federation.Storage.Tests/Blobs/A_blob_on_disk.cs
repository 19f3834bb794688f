using System.Security.Cryptography;
using Federation.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Storage.Tests.Blobs;

public sealed class A_blob_on_disk : IDisposable
{
    private const long NoLimit = long.MaxValue;

    private readonly Scratch scratch = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_001)]
    public async Task Comes_back_as_it_was_written(int length)
    {
        var store = Store();
        var content = RandomNumberGenerator.GetBytes(length);
        var blob = await store.Write(new MemoryStream(content), null, length, NoLimit, Cancel);
        Assert.Equal(length, blob.Length);
        Assert.Equal(SHA256.HashData(content), blob.PlainSha256);
        await using var read = await store.OpenRead(blob.Id, blob.ContentKey, Cancel);
        Assert.Equal(content, await All(read));
        Assert.Equal(BlobCondition.Intact, await store.Verify(blob.Id, Cancel));
    }

    [Fact]
    public async Task Serves_any_range_of_itself()
    {
        var store = Store();
        var content = RandomNumberGenerator.GetBytes(200_000);
        var blob = await store.Write(new MemoryStream(content), null, null, NoLimit, Cancel);
        await using var read = await store.OpenRead(blob.Id, blob.ContentKey, Cancel);
        foreach (var (from, count) in new[] { (0, 10), (65_530, 12), (131_072, 1), (199_990, 10), (10, 150_000) })
        {
            read.Seek(from, SeekOrigin.Begin);
            var part = new byte[count];
            await read.ReadExactlyAsync(part, Cancel);
            Assert.Equal(content[from..(from + count)], part);
        }
    }

    [Fact]
    public async Task Says_nothing_about_its_content_to_who_reads_the_disk()
    {
        var store = Store();
        var secret = "The members' meeting is at eight."u8.ToArray();
        var first = await store.Write(new MemoryStream(secret), null, null, NoLimit, Cancel);
        var second = await store.Write(new MemoryStream(secret), null, null, NoLimit, Cancel);
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(-1, (await File.ReadAllBytesAsync(PathOf(first.Id), Cancel)).AsSpan().IndexOf("meeting"u8));
    }

    [Fact]
    public async Task Is_never_served_as_good_when_one_bit_of_it_flipped()
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream(RandomNumberGenerator.GetBytes(70_000)), null, null, NoLimit, Cancel);
        var good = await File.ReadAllBytesAsync(PathOf(blob.Id), Cancel);
        foreach (var at in new[] { 0, 8, 20, 40, 65_551, 65_570, good.Length - 1 })
        {
            var bad = good.ToArray();
            bad[at] ^= 1;
            await File.WriteAllBytesAsync(PathOf(blob.Id), bad, Cancel);
            await Assert.ThrowsAsync<BrokenBlobException>(async () => await ReadAll(store, blob));
            Assert.Equal(BlobCondition.Broken, await store.Verify(blob.Id, Cancel));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(65_584)]
    [InlineData(66_000)]
    public async Task Is_never_served_as_good_when_it_was_cut(int length)
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream(RandomNumberGenerator.GetBytes(70_000)), null, null, NoLimit, Cancel);
        await using (var file = File.OpenWrite(PathOf(blob.Id)))
        {
            file.SetLength(length);
        }

        await Assert.ThrowsAsync<BrokenBlobException>(async () => await ReadAll(store, blob));
    }

    [Fact]
    public async Task Needs_its_own_key()
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream([1, 2, 3]), null, null, NoLimit, Cancel);
        await Assert.ThrowsAsync<BrokenBlobException>(() => store.OpenRead(blob.Id, BlobKey.New(), Cancel));
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(10, 11)]
    public async Task Is_not_kept_when_the_sender_announced_another_length(int sent, int announced)
    {
        var store = Store();
        await Assert.ThrowsAsync<BlobLengthException>(() => store.Write(new MemoryStream(new byte[sent]), null, announced, NoLimit, Cancel));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Is_not_kept_when_it_is_larger_than_allowed()
    {
        var store = Store();
        await Assert.ThrowsAsync<BlobTooLargeException>(() => store.Write(new MemoryStream(new byte[101]), null, null, 100, Cancel));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Is_gone_after_it_was_deleted()
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream([1]), null, null, NoLimit, Cancel);
        Assert.True(await store.Delete(blob.Id, Cancel));
        Assert.False(await store.Delete(blob.Id, Cancel));
        Assert.Equal(BlobCondition.Missing, await store.Verify(blob.Id, Cancel));
        await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenRead(blob.Id, blob.ContentKey, Cancel));
    }

    [Fact]
    public async Task Is_either_whole_or_refused_whichever_call_to_the_disk_fails()
    {
        var content = RandomNumberGenerator.GetBytes(100_000);
        for (var failAt = 1; ; failAt++)
        {
            var disk = new FailingDisk(failAt);
            DiskBlobStore store;
            try
            {
                store = new DiskBlobStore(scratch[$"eio-{failAt}"], time, disk);
            }
            catch (BlobNotDurableException)
            {
                continue; // it failed while the store was opened
            }

            try
            {
                var blob = await store.Write(new MemoryStream(content), null, content.Length, NoLimit, Cancel);
                Assert.True(disk.Calls.Count < failAt, $"{disk.Calls[^1]} failed and the blob was acknowledged");
                Assert.Equal(content, await ReadAll(store, blob));
                return;
            }
            catch (BlobNotDurableException)
            {
                Assert.Empty(Directory.GetFiles(scratch[$"eio-{failAt}"], "*", SearchOption.AllDirectories));
            }
        }
    }

    [Fact]
    public async Task Is_refused_by_name_when_the_disk_is_full_and_others_can_still_be_read()
    {
        var before = await Store().Write(new MemoryStream([1, 2, 3]), null, null, NoLimit, Cancel);
        var full = new DiskBlobStore(scratch["blobs"], time, new FailingDisk(failAt: 5, FailingDisk.Enospc));
        await Assert.ThrowsAsync<BlobStoreFullException>(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await full.Write(new MemoryStream(new byte[1000]), null, 1000, NoLimit, Cancel);
            }
        });
        Assert.Equal([1, 2, 3], await ReadAll(Store(), before));
    }

    [Fact]
    public async Task That_a_dead_writer_left_half_is_swept_away_and_a_living_ones_is_not()
    {
        var folder = Path.Combine(scratch["blobs"], "tmp");
        var store = Store();
        await File.WriteAllBytesAsync(Path.Combine(folder, "dead.part"), [1], Cancel);
        using var living = new FileStream(Path.Combine(folder, "living.part"), FileMode.Create, FileAccess.Write, FileShare.None);
        File.SetLastWriteTimeUtc(Path.Combine(folder, "dead.part"), time.GetUtcNow().UtcDateTime.AddHours(-1));
        File.SetLastWriteTimeUtc(Path.Combine(folder, "living.part"), time.GetUtcNow().UtcDateTime.AddHours(-1));
        Assert.Equal(1, await store.RemoveLeftovers(Cancel));
        Assert.Equal(["living.part"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    private static async Task<byte[]> All(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, Cancel);
        return all.ToArray();
    }

    private static async Task<byte[]> ReadAll(DiskBlobStore store, StoredBlob blob)
    {
        await using var read = await store.OpenRead(blob.Id, blob.ContentKey, Cancel);
        return await All(read);
    }

    private DiskBlobStore Store() => new(scratch["blobs"], time);

    private string PathOf(BlobId id) => Path.Combine(scratch["blobs"], id.ToString()[..2], id.ToString()[2..4], id.ToString());

    private string[] Files() => Directory.GetFiles(scratch["blobs"], "*", SearchOption.AllDirectories);
}
