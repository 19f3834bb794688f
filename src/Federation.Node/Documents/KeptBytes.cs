using Federation.Storage.Blobs;

namespace Federation.Node.Documents;

/// <summary>Bytes that are durable and that no version names yet.</summary>
/// <param name="Blob">Where they are, or what of them is new.</param>
/// <param name="Length">How many, all together.</param>
/// <param name="Inside">What opens them.</param>
/// <param name="Others">Blobs of other versions that they rest on; empty: none.</param>
/// <param name="IsOurs">Whether the blob was written for them, and goes when no version comes to name it.</param>
internal sealed record KeptBytes(BlobId Blob, long Length, ContentKey Inside, IReadOnlyList<BlobId> Others, bool IsOurs)
{
    /// <summary>Blobs that must still be there at the commit.</summary>
    public IReadOnlyList<BlobId> Rests => IsOurs ? Others : [Blob, .. Others];

    /// <summary>Bytes that are one blob, all of it.</summary>
    public static KeptBytes Of(StoredBlob stored) =>
        new(stored.Id, stored.Length, new ContentKey(stored.ContentKey.Bytes.ToArray(), stored.PlainSha256), [], IsOurs: true);
}
