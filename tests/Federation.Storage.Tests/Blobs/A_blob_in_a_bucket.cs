using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Federation.Storage.Blobs;
using Federation.Storage.Blobs.S3;
using S3Bucket = Federation.Storage.Blobs.S3.S3Bucket;

namespace Federation.Storage.Tests.Blobs;

/// <summary>The same promises, kept by an S3 server.</summary>
public sealed class A_blob_in_a_bucket(S3Server server) : BlobStoreContract, IClassFixture<S3Server>, IDisposable
{
    private readonly Scratch scratch = new();
    private readonly S3Bucket bucket = server.Bucket(Guid.CreateVersion7().ToString("N"));
    private readonly List<S3BlobStore> opened = [];

    public void Dispose()
    {
        opened.ForEach(store => store.Dispose());
        scratch.Dispose();
    }

    [Fact]
    public async Task Comes_back_when_it_is_sent_and_read_in_parts()
    {
        var (store, content) = (Store(), RandomNumberGenerator.GetBytes(70_000_000)); // a part has 64 MiB
        var blob = await store.Write(new MemoryStream(content), null, content.Length, NoLimit, Cancel);
        Assert.Equal(content, await ReadAll(store, blob));
        Assert.Equal(BlobCondition.Intact, await store.Verify(blob.Id, Cancel));
        Assert.Empty(Directory.GetFiles(scratch["unsent"]));
    }

    [Fact]
    public async Task Is_refused_by_name_when_the_server_is_away_and_nothing_of_it_is_left()
    {
        await using var away = new S3Server();
        await away.InitializeAsync();
        var gone = away.Bucket("x");
        using var store = new S3BlobStore(gone, scratch["unsent"], TimeProvider.System);
        await away.DisposeAsync();
        await Assert.ThrowsAsync<BlobNotDurableException>(() => store.Write(new MemoryStream([1, 2, 3]), null, null, NoLimit, Cancel));
        Assert.Empty(Directory.GetFiles(scratch["unsent"]));
        Assert.Contains("does not answer", await gone.Trouble(Cancel));
    }

    [Fact]
    public async Task Is_refused_when_the_bucket_is_another_or_none()
    {
        var none = S3Bucket.Read(server.Address + "-of-nobody", "us-east-1", server.CredentialsFile);
        Assert.Contains("does not answer", await none.Trouble(Cancel));
        using var store = new S3BlobStore(none, scratch["unsent"], TimeProvider.System);
        var failure = await Assert.ThrowsAsync<BlobNotDurableException>(() => store.Write(new MemoryStream([1, 2, 3]), null, null, NoLimit, Cancel));
        Assert.Contains("federation-of-nobody", failure.Message);
        var trouble = await bucket.Trouble(Cancel);
        Assert.True(trouble is null, trouble);
    }

    [Theory]
    [InlineData("s3.union.example/federation")]
    [InlineData("https://s3.union.example")]
    [InlineData("https://key:secret@s3.union.example/federation")]
    [InlineData("ftp://s3.union.example/federation")]
    public void Needs_an_address_with_a_bucket(string address) =>
        Assert.Contains("not the address of a bucket", Assert.Throws<FormatException>(() => S3Bucket.Read(address, "us-east-1", server.CredentialsFile)).Message);

    [Fact]
    public async Task Needs_credentials_in_a_file()
    {
        Assert.Contains("not there", Assert.Throws<FormatException>(() => S3Bucket.Read(server.Address, "us-east-1", scratch["none"])).Message);
        await File.WriteAllTextAsync(scratch["empty"], "[other]\n", Cancel);
        Assert.Contains("[default]", Assert.Throws<FormatException>(() => S3Bucket.Read(server.Address, "us-east-1", scratch["empty"])).Message);
    }

    protected override IBlobStore Store()
    {
        opened.Add(new S3BlobStore(bucket, scratch["unsent"], TimeProvider.System));
        return opened[^1];
    }

    protected override async Task<byte[]> Stored(BlobId id)
    {
        using var client = bucket.NewClient();
        using var answer = await client.GetObjectAsync(bucket.Name, bucket.Prefix + id, Cancel);
        using var all = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(all, Cancel);
        return all.ToArray();
    }

    protected override async Task Replace(BlobId id, byte[] stored)
    {
        using var client = bucket.NewClient();
        await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Name, Key = bucket.Prefix + id, InputStream = new MemoryStream(stored), UseChunkEncoding = false }, Cancel);
    }

    protected override async Task<int> Count()
    {
        using var client = bucket.NewClient();
        var objects = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name, Prefix = bucket.Prefix }, Cancel);
        return (objects.S3Objects?.Count ?? 0) + Directory.GetFiles(scratch["unsent"]).Length;
    }
}
