using Federation.Storage.Blobs;

namespace Federation.Node.Documents;

/// <summary>Bytes that no version names yet: durable, or small and durable with the commit that names them.</summary>
/// <param name="Blob">Where they are, or what of them is new.</param>
/// <param name="Length">How many, all together.</param>
/// <param name="Inside">What opens them.</param>
/// <param name="Others">Blobs of other versions that they rest on; empty: none.</param>
/// <param name="IsOurs">Whether the blob was written for them, and goes when no version comes to name it.</param>
internal sealed record KeptBytes(BlobId Blob, long Length, ContentKey Inside, IReadOnlyList<BlobId> Others, bool IsOurs)
{
    /// <summary>The blob itself, when it is small and not kept yet; null: it is durable.</summary>
    public byte[]? Small { get; init; }

    /// <summary>Blobs that must still be there at the commit.</summary>
    public IReadOnlyList<BlobId> Rests => IsOurs ? Others : [Blob, .. Others];

    /// <summary>Bytes that are one blob, all of it.</summary>
    /// <param name="small">See <see cref="Small"/>.</param>
    public static KeptBytes Of(StoredBlob stored, byte[]? small = null) =>
        new(stored.Id, stored.Length, new ContentKey(stored.ContentKey.Bytes.ToArray(), stored.PlainSha256), [], IsOurs: true) { Small = small };
}
