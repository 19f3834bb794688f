using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using Federation.Storage.Disk;

namespace Federation.Storage.Blobs.S3;

/// <summary>
/// Blobs as objects of a bucket, which several processes may share. A blob is encrypted into a local file first, for its name is known only at its
/// end, and sent then: the server sees nothing that a disk would not. Durable is what the server says is.
/// </summary>
public sealed class S3BlobStore : IBlobStore, IDisposable
{
    /// <summary>Bytes that are sent in one part: the protocol allows 10,000 parts, and a part that fails is sent again.</summary>
    private const long PartSize = 64L << 20;

    private readonly S3Bucket bucket;
    private readonly AmazonS3Client client;
    private readonly TemporaryFiles unfinished;
    private readonly TimeProvider time;
    private readonly PosixDisk disk = PosixDisk.Instance;

    /// <summary>Opens the store and removes what dead writers left in the folder. Does not ask the server.</summary>
    /// <param name="bucket">Where the blobs are. Its objects must not be versioned: what was deleted would stay.</param>
    /// <param name="folder">Where blobs are encrypted before they are sent; made if it is not there.</param>
    /// <param name="time">Tells what is left over.</param>
    public S3BlobStore(S3Bucket bucket, string folder, TimeProvider time)
    {
        (this.bucket, this.time, client) = (bucket, time, bucket.NewClient());
        unfinished = new TemporaryFiles(Directory.CreateDirectory(folder).FullName, time, disk);
        unfinished.RemoveLeftovers();
    }

    /// <inheritdoc/>
    public async Task<StoredBlob> Write(
        Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        var path = unfinished.NewPath();
        try
        {
            var written = await Encrypt(path, plain, contentKey, expectedLength, maxLength, cancellation);
            await Send(path, written.Id, cancellation);
            return written;
        }
        catch (DiskException e)
        {
            throw e.IsFull
                ? new BlobStoreFullException(Path.GetDirectoryName(path)!, e)
                : new BlobNotDurableException($"The disk did not take what was to be sent: {e.Message}", e);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenRead(BlobId id, BlobKey contentKey, CancellationToken cancellation)
    {
        var stored = await StoredObject.Open(client, bucket.Name, NameOf(id), cancellation) ?? throw new BlobMissingException(id);
        return new BlobStream(await SegmentReader.Open(id, stored, contentKey, cancellation));
    }

    /// <inheritdoc/>
    public async Task<BlobCondition> Verify(BlobId id, CancellationToken cancellation)
    {
        try
        {
            using var stored = await client.GetObjectAsync(bucket.Name, NameOf(id), cancellation);
            return BlobId.OfSha256(await SHA256.HashDataAsync(stored.ResponseStream, cancellation)) == id ? BlobCondition.Intact : BlobCondition.Broken;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return BlobCondition.Missing;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> Delete(BlobId id, CancellationToken cancellation)
    {
        try
        {
            await client.GetObjectMetadataAsync(bucket.Name, NameOf(id), cancellation); // deleting says nothing of what was there
            await client.DeleteObjectAsync(bucket.Name, NameOf(id), cancellation);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception e) when (S3Bucket.IsServers(e, cancellation))
        {
            throw new BlobNotDurableException($"{bucket} did not confirm that it removed a blob: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobId> List([EnumeratorCancellation] CancellationToken cancellation)
    {
        var pages = client.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket.Name, Prefix = bucket.Prefix });
        await foreach (var stored in pages.S3Objects.WithCancellation(cancellation))
        {
            if (BlobId.TryParse(stored.Key[bucket.Prefix.Length..], out var id))
            {
                yield return id;
            }
        }
    }

    /// <inheritdoc/>
    public async Task<int> RemoveLeftovers(CancellationToken cancellation)
    {
        using var transfer = new TransferUtility(client);
        await transfer.AbortMultipartUploadsAsync(bucket.Name, (time.GetUtcNow() - TemporaryFiles.LeftoverAge).UtcDateTime, cancellation);
        return await Task.Run(unfinished.RemoveLeftovers, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    private async Task<StoredBlob> Encrypt(
        string path, Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        using var file = disk.Create(path);
        return await BlobWriter.Encrypt(new FileTarget(disk, file, path), plain, contentKey, expectedLength, maxLength, cancellation);
    }

    private async Task Send(string path, BlobId id, CancellationToken cancellation)
    {
        try
        {
            // Locked while it is sent, as it was while it was written: it is no leftover.
            await using var bytes = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            await (bytes.Length <= PartSize ? SendWhole(bytes, NameOf(id), cancellation) : SendInParts(bytes, NameOf(id), cancellation));
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.InsufficientStorage || e.ErrorCode is "QuotaExceeded" or "XMinioStorageFull" or "EntityTooLarge")
        {
            throw new BlobStoreFullException(bucket.ToString(), e);
        }
        catch (Exception e) when (S3Bucket.IsServers(e, cancellation))
        {
            throw new BlobNotDurableException($"{bucket} did not confirm that it keeps what was sent: {e.Message}", e);
        }
    }

    // Unchunked: the signature covers the bytes' own SHA-256, so the server answers well only for what we meant, and every server understands it.
    private async Task SendWhole(FileStream bytes, string name, CancellationToken cancellation) => await client.PutObjectAsync(
        new PutObjectRequest { BucketName = bucket.Name, Key = name, InputStream = bytes, AutoCloseStream = false, UseChunkEncoding = false }, cancellation);

    private async Task SendInParts(FileStream bytes, string name, CancellationToken cancellation)
    {
        var upload = (await client.InitiateMultipartUploadAsync(bucket.Name, name, cancellation)).UploadId;
        try
        {
            List<PartETag> parts = [];
            while (bytes.Position < bytes.Length)
            {
                var part = await client.UploadPartAsync(new UploadPartRequest
                {
                    BucketName = bucket.Name, Key = name, UploadId = upload, PartNumber = parts.Count + 1, UseChunkEncoding = false,
                    InputStream = bytes, PartSize = Math.Min(PartSize, bytes.Length - bytes.Position),
                }, cancellation);
                parts.Add(new PartETag(part));
            }
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = bucket.Name, Key = name, UploadId = upload, PartETags = parts }, cancellation);
        }
        catch
        {
            await GiveUp(name, upload);
            throw;
        }
    }

    // What cannot be told now, RemoveLeftovers tells in a day.
    private async Task GiveUp(string name, string upload)
    {
        try
        {
            await client.AbortMultipartUploadAsync(bucket.Name, name, upload, CancellationToken.None);
        }
        catch (Exception e) when (S3Bucket.IsServers(e, CancellationToken.None))
        {
        }
    }

    private string NameOf(BlobId id) => bucket.Prefix + id;
}
