namespace Federation.Storage.Blobs;

/// <summary>A blob that is durable: it will be there after a power cut.</summary>
/// <param name="Id">Its name, from its stored bytes.</param>
/// <param name="Length">Bytes of content.</param>
/// <param name="PlainSha256">SHA-256 of the content. Personal: it confirms a guess of what was stored, so it is sealed or dropped.</param>
/// <param name="ContentKey">What opens it; lost for ever unless the caller wraps and keeps it.</param>
/// <param name="StoredLength">Bytes on disk, for quotas.</param>
public sealed record StoredBlob(BlobId Id, long Length, byte[] PlainSha256, BlobKey ContentKey, long StoredLength);
