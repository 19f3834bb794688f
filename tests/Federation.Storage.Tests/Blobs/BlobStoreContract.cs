using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Federation.Storage.Blobs;

namespace Federation.Storage.Tests.Blobs;

/// <summary>What every store of blobs promises, wherever it keeps them.</summary>
public abstract class BlobStoreContract
{
    protected const long NoLimit = long.MaxValue;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The store as it was when the test began, opened anew.</summary>
    protected abstract IBlobStore Store();

    /// <summary>The bytes as they lie there, beside the store.</summary>
    protected abstract Task<byte[]> Stored(BlobId id);

    /// <summary>Puts others in their place, beside the store.</summary>
    protected abstract Task Replace(BlobId id, byte[] stored);

    /// <summary>Everything that lies there, half-written blobs included.</summary>
    protected abstract Task<int> Count();

    public static TheoryData<int> Lengths => [0, 1, 4095, 4096, 65_535, 65_536, 65_537, 262_144, 300_001];

    [Theory]
    [MemberData(nameof(Lengths))]
    public Task Comes_back_as_it_was_written(int length) => Comes_back(RandomNumberGenerator.GetBytes(length));

    [Theory]
    [MemberData(nameof(Lengths))]
    public Task Comes_back_as_it_was_written_when_it_was_packed(int length) => Comes_back(Words(length));

    [Fact]
    public async Task Takes_less_room_when_packing_helps_and_hardly_more_when_it_does_not()
    {
        var store = Store();
        var words = await store.Write(new MemoryStream(Words(1_000_000)), null, 1_000_000, NoLimit, Cancel);
        var noise = await store.Write(new MemoryStream(RandomNumberGenerator.GetBytes(1_000_000)), null, 1_000_000, NoLimit, Cancel);
        Assert.Equal((await Stored(words.Id)).Length, words.StoredLength);
        Assert.InRange(words.StoredLength, 1, 500_000);
        Assert.Equal((await Stored(noise.Id)).Length, noise.StoredLength);
        Assert.InRange(noise.StoredLength, 1_000_000, 1_001_000);
    }

    [Fact]
    public async Task Serves_any_range_of_itself()
    {
        var store = Store();
        byte[] mixed = [.. Words(150_000), .. RandomNumberGenerator.GetBytes(150_000), .. Words(100_000), .. new byte[70_000]];
        foreach (var content in new[] { RandomNumberGenerator.GetBytes(200_000), Words(200_000), mixed })
        {
            var blob = await store.Write(new MemoryStream(content), null, null, NoLimit, Cancel);
            await using var read = await store.OpenRead(blob.Id, blob.ContentKey, Cancel);
            await Gen.Int[0, content.Length].Select(Gen.Int[0, content.Length]).SampleAsync(async range =>
            {
                var (from, to) = (Math.Min(range.Item1, range.Item2), Math.Max(range.Item1, range.Item2));
                var part = new byte[to - from];
                read.Seek(from, SeekOrigin.Begin);
                await read.ReadExactlyAsync(part, Cancel);
                Assert.Equal(content[from..to], part);
            }, iter: 50, threads: 1);
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
        Assert.Equal(-1, (await Stored(first.Id)).AsSpan().IndexOf("meeting"u8));
        var packed = await store.Write(new MemoryStream([.. secret, .. new byte[100_000]]), null, null, NoLimit, Cancel);
        Assert.Equal(-1, (await Stored(packed.Id)).AsSpan().IndexOf("meeting"u8));
    }

    [Fact]
    public async Task Is_never_served_as_good_when_one_bit_of_it_flipped()
    {
        foreach (var content in new[] { RandomNumberGenerator.GetBytes(70_000), Words(70_000) })
        {
            var store = Store();
            var blob = await store.Write(new MemoryStream(content), null, null, NoLimit, Cancel);
            var good = await Stored(blob.Id);
            foreach (var at in new[] { 0, 7, 8, 20, 40, good.Length / 2, good.Length - 40, good.Length - 20, good.Length - 4, good.Length - 1 })
            {
                var bad = good.ToArray();
                bad[at] ^= 1;
                await Replace(blob.Id, bad);
                await Assert.ThrowsAsync<BrokenBlobException>(async () => await ReadAll(store, blob));
                Assert.Equal(BlobCondition.Broken, await store.Verify(blob.Id, Cancel));
            }
        }
    }

    [Fact]
    public async Task Is_never_served_as_good_when_it_was_cut_or_added_to()
    {
        foreach (var content in new[] { RandomNumberGenerator.GetBytes(70_000), Words(70_000) })
        {
            var store = Store();
            var blob = await store.Write(new MemoryStream(content), null, null, NoLimit, Cancel);
            var good = await Stored(blob.Id);
            foreach (var length in new[] { 0, 1, 31, 32, 36, 60, good.Length / 2, good.Length - 4, good.Length - 1, good.Length + 1, good.Length + 65_552 })
            {
                await Replace(blob.Id, [.. good.Take(length), .. new byte[Math.Max(0, length - good.Length)]]);
                await Assert.ThrowsAsync<BrokenBlobException>(async () => await ReadAll(store, blob));
            }
        }
    }

    [Fact]
    public async Task Is_never_served_in_place_of_another_of_the_same_key()
    {
        var (store, key) = (Store(), BlobKey.New());
        var first = await store.Write(new MemoryStream(Words(100_000)), key, null, NoLimit, Cancel);
        var second = await store.Write(new MemoryStream(Words(100_000)), key, null, NoLimit, Cancel);
        var (one, other) = (await Stored(first.Id), await Stored(second.Id));
        await Replace(first.Id, [.. one.Take(32), .. other.Skip(32)]);
        await Assert.ThrowsAsync<BrokenBlobException>(async () => await ReadAll(store, first));
    }

    [Fact]
    public async Task Needs_its_own_key()
    {
        var store = Store();
        foreach (var content in new[] { [1, 2, 3], Words(10_000) })
        {
            var blob = await store.Write(new MemoryStream(content), null, null, NoLimit, Cancel);
            await Assert.ThrowsAsync<BrokenBlobException>(() => store.OpenRead(blob.Id, BlobKey.New(), Cancel));
        }
    }

    [Theory]
    [InlineData(10, 9)]
    [InlineData(10, 11)]
    [InlineData(600_000, 500_000)]
    public async Task Is_not_kept_when_the_sender_announced_another_length(int sent, int announced)
    {
        await Assert.ThrowsAsync<BlobLengthException>(() => Store().Write(new MemoryStream(new byte[sent]), null, announced, NoLimit, Cancel));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task Is_not_kept_when_it_is_larger_than_allowed()
    {
        await Assert.ThrowsAsync<BlobTooLargeException>(() => Store().Write(new MemoryStream(new byte[101]), null, null, 100, Cancel));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task Is_gone_after_it_was_deleted()
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream([1]), null, null, NoLimit, Cancel);
        var other = await store.Write(new MemoryStream([2]), null, null, NoLimit, Cancel);
        Assert.Equal(new[] { blob.Id, other.Id }.ToHashSet(), (await Listed(store)).ToHashSet());
        Assert.True(await store.Delete(blob.Id, Cancel));
        Assert.False(await store.Delete(blob.Id, Cancel));
        Assert.Equal(BlobCondition.Missing, await store.Verify(blob.Id, Cancel));
        await Assert.ThrowsAsync<BlobMissingException>(() => store.OpenRead(blob.Id, blob.ContentKey, Cancel));
        Assert.Equal([other.Id], await Listed(store));
    }

    protected static async Task<byte[]> ReadAll(IBlobStore store, StoredBlob blob)
    {
        await using var read = await store.OpenRead(blob.Id, blob.ContentKey, Cancel);
        using var all = new MemoryStream();
        await read.CopyToAsync(all, Cancel);
        return all.ToArray();
    }

    /// <summary>What packs well, as texts do.</summary>
    protected static byte[] Words(int length)
    {
        string[] words = ["hours", "wages", "shift", "break", "night", "union", "meeting", "member", "contract", "overtime", "\n"];
        var text = new StringBuilder(length + 10);
        while (text.Length < length)
        {
            text.Append(words[RandomNumberGenerator.GetInt32(words.Length)]).Append(' ');
        }
        return Encoding.ASCII.GetBytes(text.ToString(0, length));
    }

    private async Task Comes_back(byte[] content)
    {
        var store = Store();
        var blob = await store.Write(new MemoryStream(content), null, content.Length, NoLimit, Cancel);
        Assert.Equal(content.Length, blob.Length);
        Assert.Equal(SHA256.HashData(content), blob.PlainSha256);
        Assert.Equal(content, await ReadAll(Store(), blob));
        Assert.Equal(BlobCondition.Intact, await store.Verify(blob.Id, Cancel));
    }

    private static async Task<List<BlobId>> Listed(IBlobStore store)
    {
        List<BlobId> all = [];
        await foreach (var id in store.List(Cancel))
        {
            all.Add(id);
        }
        return all;
    }
}
