using System.Security.Cryptography;
using Federation.Storage.Blobs;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Storage.Tests.Blobs;

public sealed class A_blob_on_disk : BlobStoreContract, IDisposable
{
    private readonly Scratch scratch = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => scratch.Dispose();

    [Fact]
    public async Task Is_either_whole_or_refused_whichever_call_to_the_disk_fails()
    {
        foreach (var content in new[] { RandomNumberGenerator.GetBytes(100_000), Words(100_000) })
        {
            await For_each_call(content);
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
    public async Task That_is_packed_takes_no_more_blocks_than_it_needs()
    {
        var blob = await Store().Write(new MemoryStream(Words(8_000_000)), null, 8_000_000, NoLimit, Cancel);
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%b %B", PathOf(blob.Id)]) { RedirectStandardOutput = true })!;
        var numbers = (await stat.StandardOutput.ReadToEndAsync(Cancel)).Split(' ').Select(long.Parse).ToArray();
        Assert.InRange(numbers[0] * numbers[1], blob.StoredLength, blob.StoredLength + 65_536);
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

    protected override IBlobStore Store() => new DiskBlobStore(scratch["blobs"], time);

    protected override Task<byte[]> Stored(BlobId id) => File.ReadAllBytesAsync(PathOf(id), Cancel);

    protected override Task Replace(BlobId id, byte[] stored) => File.WriteAllBytesAsync(PathOf(id), stored, Cancel);

    protected override Task<int> Count() => Task.FromResult(Directory.GetFiles(scratch["blobs"], "*", SearchOption.AllDirectories).Length);

    private async Task For_each_call(byte[] content)
    {
        for (var failAt = 1; ; failAt++)
        {
            var disk = new FailingDisk(failAt);
            var folder = scratch[$"eio-{content[0]}-{failAt}"];
            DiskBlobStore store;
            try
            {
                store = new DiskBlobStore(folder, time, disk);
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
                Assert.Empty(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
            }
        }
    }

    private string PathOf(BlobId id) => Path.Combine(scratch["blobs"], id.ToString()[..2], id.ToString()[2..4], id.ToString());
}
