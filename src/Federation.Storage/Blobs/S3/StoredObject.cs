using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Federation.Storage.Blobs.S3;

/// <summary>
/// A blob that is an object of a bucket. Its beginning is fetched when it is opened: all of a small one. What is read in order comes from one answer.
/// </summary>
internal sealed class StoredObject : IStoredBytes
{
    /// <summary>Bytes fetched with the first question: a document of a few pages, whole.</summary>
    private const int BeginningSize = 256 * 1024;

    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string name;
    private readonly byte[] beginning;
    private GetObjectResponse? answer;
    private long position; // in the answer

    private StoredObject(AmazonS3Client client, string bucket, string name, byte[] beginning, long length) =>
        (this.client, this.bucket, this.name, this.beginning, Length) = (client, bucket, name, beginning, length);

    public long Length { get; }

    /// <summary>Null when there is no such object.</summary>
    public static async Task<StoredObject?> Open(AmazonS3Client client, string bucket, string name, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetObjectAsync(Range(bucket, name, 0, BeginningSize - 1), cancellation);
            var length = answer.ContentRange is { } range ? long.Parse(range[(range.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture) : answer.ContentLength;
            var beginning = new byte[Math.Min(length, BeginningSize)];
            await answer.ResponseStream.ReadExactlyAsync(beginning, cancellation);
            return new StoredObject(client, bucket, name, beginning, length);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            return new StoredObject(client, bucket, name, [], 0); // an empty object has no range
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new IOException($"The store of files did not give {name}: {e.Message}", e);
        }
    }

    public async ValueTask<int> Read(Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        var wanted = (int)Math.Clamp(Length - offset, 0, buffer.Length);
        if (offset + wanted <= beginning.Length)
        {
            beginning.AsSpan((int)offset, wanted).CopyTo(buffer.Span);
            return wanted;
        }
        try
        {
            return await Continue(buffer[..wanted], offset, cancellation);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            Close(); // a connection that broke in the middle of a long answer: from where it broke, once more
            return await Continue(buffer[..wanted], offset, cancellation);
        }
    }

    // What reads a blob without waiting is rare (archives, PDF programs) and reads segments of 64 KiB.
    public int ReadNow(Span<byte> buffer, long offset)
    {
        var bytes = new byte[buffer.Length];
        var length = Read(bytes, offset, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        bytes.AsSpan(0, length).CopyTo(buffer);
        return length;
    }

    public void Dispose() => Close();

    private async Task<int> Continue(Memory<byte> buffer, long offset, CancellationToken cancellation)
    {
        try
        {
            if (answer is null || position != offset)
            {
                Close();
                answer = await client.GetObjectAsync(Range(bucket, name, offset, Length - 1), cancellation);
                position = offset;
            }
            await answer.ResponseStream.ReadExactlyAsync(buffer, cancellation);
            position += buffer.Length;
            return buffer.Length;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException)
        {
            throw new IOException($"The store of files did not give {name}: {e.Message}", e);
        }
    }

    private void Close()
    {
        answer?.Dispose();
        answer = null;
    }

    private static GetObjectRequest Range(string bucket, string name, long from, long to) =>
        new() { BucketName = bucket, Key = name, ByteRange = new ByteRange(from, to) };
}
