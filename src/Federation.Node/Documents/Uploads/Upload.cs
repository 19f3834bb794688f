using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// A document that comes in parts, in several requests. What came so far is <see cref="Received"/>. Without a name its parts follow each other, and it
/// becomes a document when that is its <see cref="Length"/>; with one they come in any order, and it becomes a document when its sender says so. How
/// requests say all that in headers is not known here.
/// </summary>
/// <param name="Id">The upload; nobody but its member finds it.</param>
/// <param name="MemberId">Who sends it.</param>
/// <param name="Name">What its sender calls it, once among their uploads; null: it was told the id.</param>
/// <param name="Length">Bytes it will have; null: the sender does not know yet.</param>
/// <param name="Received">Bytes that are durable; without a name, from the first on without a gap.</param>
/// <param name="IsPart">True when it becomes no document of its own but a part of another upload.</param>
/// <param name="IsJoined">True once the document is there and the parts are gone.</param>
/// <param name="ExpiresAt">When it is given up unless more comes.</param>
/// <param name="Plan">What becomes of it, sealed under its member's key.</param>
internal sealed record Upload(
    Guid Id, Guid MemberId, string? Name, long? Length, long Received, bool IsPart, bool IsJoined, DateTimeOffset ExpiresAt, Sealed<UploadPlan> Plan)
{
    public bool IsComplete => Received == Length;
}

/// <summary>Bytes of an upload that came in one go: an encrypted blob.</summary>
/// <param name="Position">What orders the parts of an upload: see <see cref="PartPlace"/>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Blob">Where they are.</param>
/// <param name="Key">What opens them, sealed for <paramref name="KeyOf"/> in the context of the blob.</param>
/// <param name="KeyOf">Whose key sealed it.</param>
internal sealed record UploadPart(long Position, long Length, BlobId Blob, byte[] Key, SubjectId KeyOf);
