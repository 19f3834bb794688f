using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.WebDav;

/// <summary>What it takes more than the tree to know about what a listing shows; read only for who asks.</summary>
/// <param name="FolderTag">The tag of a folder.</param>
/// <param name="Size">Bytes in a folder at any depth.</param>
/// <param name="Checksums">Checksums of a document.</param>
/// <param name="Reach">How the member gets at it.</param>
/// <param name="Use">How full is what it lies in, as far as that is the member's to know.</param>
/// <param name="SyncToken">How far somebody is who has seen a folder as it is listed; null: nobody asked.</param>
internal sealed record ListedFacts(
    Func<Guid, string> FolderTag, Func<Guid, long> Size, Func<Guid, IReadOnlyList<Checksum>> Checksums, Func<Guid, Reach> Reach,
    Func<Guid, SpaceUse> Use, Func<Guid, SyncToken?> SyncToken);
