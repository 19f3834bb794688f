using System.Security.Cryptography;

namespace Federation.Storage.Blobs;

/// <summary>
/// Blobs so small that their caller keeps them itself, in the transaction of what names them, and is spared the syncs of a file of their own. They have
/// the format and the promises of those in an <see cref="IBlobStore"/>; durable is up to the caller.
/// </summary>
public static class SmallBlob
{
    /// <summary>Encrypts a stream.</summary>
    /// <inheritdoc cref="IBlobStore.Write" path="/param"/>
    /// <returns>The blob, and the bytes to keep, of which its id is the SHA-256.</returns>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxLength"/>.</exception>
    /// <exception cref="BlobLengthException">Not the <paramref name="expectedLength"/>.</exception>
    public static async Task<(StoredBlob Blob, byte[] Stored)> Write(
        Stream plain, BlobKey? contentKey, long? expectedLength, long maxLength, CancellationToken cancellation)
    {
        var bytes = new BytesInMemory([]);
        var blob = await BlobWriter.Encrypt(bytes, plain, contentKey, expectedLength, maxLength, cancellation);
        return (blob, bytes.All);
    }

    /// <summary>Opens kept bytes for reading, like <see cref="IBlobStore.OpenRead"/>.</summary>
    /// <exception cref="BrokenBlobException">They were changed, or the key is not their own.</exception>
    public static async Task<Stream> OpenRead(BlobId id, byte[] stored, BlobKey contentKey, CancellationToken cancellation) =>
        new BlobStream(await SegmentReader.Open(id, new BytesInMemory(stored), contentKey, cancellation));

    /// <summary>Compares kept bytes with their name.</summary>
    public static BlobCondition Verify(BlobId id, ReadOnlySpan<byte> stored) =>
        BlobId.OfSha256(SHA256.HashData(stored)) == id ? BlobCondition.Intact : BlobCondition.Broken;
}
