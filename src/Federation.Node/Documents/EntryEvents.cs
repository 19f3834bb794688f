using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A folder was made. Stream: the folder.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in.</param>
/// <param name="Name">Its name, sealed.</param>
/// <param name="By">The member who made it.</param>
/// <param name="At">When.</param>
public sealed record FolderMade(Guid FolderId, Guid SpaceId, Guid ParentId, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "folder.made.v1";
}

/// <summary>A document was put where none was. Stream: the document.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in.</param>
/// <param name="Name">Its name, sealed.</param>
/// <param name="Version">Its first version.</param>
/// <param name="By">The member who put it, or the link through which a stranger did.</param>
/// <param name="At">When.</param>
public sealed record DocumentAdded(
    Guid DocumentId, Guid SpaceId, Guid ParentId, Sealed<EntryName> Name, VersionBytes Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "document.added.v1";
}

/// <summary>A document got a further version; earlier ones are kept.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Version">The version.</param>
/// <param name="By">The member who put it.</param>
/// <param name="At">When.</param>
public sealed record DocumentChanged(Guid DocumentId, Guid SpaceId, VersionBytes Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "document.changed.v1";
}

/// <summary>A program gave a folder or document other properties of its own (RFC 4918 §4: dead properties). Stream: the folder or document.</summary>
/// <param name="EntryId">The folder or document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Properties">All it has now, sealed under the key that seals its name.</param>
/// <param name="By">The member whose program it was.</param>
/// <param name="At">When.</param>
public sealed record EntryLabelled(Guid EntryId, Guid SpaceId, Sealed<EntryProperties> Properties, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.labelled.v1";
}

/// <summary>A folder or a document got another name, another folder, or both. What lies in a folder goes with it.</summary>
/// <param name="EntryId">The folder or document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in now.</param>
/// <param name="Name">Its name now, sealed.</param>
/// <param name="By">The member who moved it.</param>
/// <param name="At">When.</param>
public sealed record EntryMoved(Guid EntryId, Guid SpaceId, Guid ParentId, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.moved.v1";
}

/// <summary>A folder, with all that lies in it, or a document was deleted: it is in the trash.</summary>
/// <param name="EntryId">The folder or document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="By">The member who deleted it; nobody's id where the node did by a rule.</param>
/// <param name="At">When.</param>
/// <param name="RuleId">The rule of how long documents stay by which the node did; null: a member did.</param>
public sealed record EntryDeleted(Guid EntryId, Guid SpaceId, Guid By, DateTimeOffset At, Guid? RuleId = null)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.deleted.v1";
}

/// <summary>An earlier version became the newest again; the ones between are kept.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Number">Which version it was; 1 is the oldest.</param>
/// <param name="Version">Its bytes, which the new version shares.</param>
/// <param name="By">The member who restored it.</param>
/// <param name="At">When.</param>
public sealed record VersionRestored(Guid DocumentId, Guid SpaceId, int Number, VersionBytes Version, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "document.version-restored.v1";
}

/// <summary>A version was marked to be kept, or no longer.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Number">Which version; 1 is the oldest.</param>
/// <param name="IsKept">True: thinning leaves it alone.</param>
/// <param name="By">The member who marked it.</param>
/// <param name="At">When.</param>
public sealed record VersionMarked(Guid DocumentId, Guid SpaceId, int Number, bool IsKept, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "document.version-marked.v1";
}

/// <summary>The node dropped versions that stood close together; their bytes are removed. The others keep their numbers.</summary>
/// <param name="DocumentId">The document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Numbers">Which versions; never the newest.</param>
/// <param name="At">When.</param>
public sealed record VersionsThinned(Guid DocumentId, Guid SpaceId, IReadOnlyList<int> Numbers, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "document.versions-thinned.v1";
}

/// <summary>What was deleted came back out of the trash, a folder with all that was deleted with it.</summary>
/// <param name="EntryId">The folder or document that was deleted.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in now.</param>
/// <param name="Name">Its name now, sealed.</param>
/// <param name="By">The member who restored it.</param>
/// <param name="At">When.</param>
public sealed record EntryRestored(Guid EntryId, Guid SpaceId, Guid ParentId, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.restored.v1";
}

/// <summary>What was deleted, with all that was deleted with it, left the trash for good: bytes and keys are destroyed.</summary>
/// <param name="EntryId">The folder or document that was deleted.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="By">The member who erased it; null when its time in the trash was over.</param>
/// <param name="At">When.</param>
public sealed record EntryErased(Guid EntryId, Guid SpaceId, Guid? By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.erased.v1";
}

/// <summary>A name, in the clear only inside the process and in the tree's read model.</summary>
/// <param name="Text">1 to 255 bytes of UTF-8, composed (NFC).</param>
public sealed record EntryName(string Text);

/// <summary>The bytes of one version.</summary>
/// <param name="Blob">Where they are; of a large document that changed, only what the version before did not have.</param>
/// <param name="Length">How many, all together.</param>
/// <param name="Key">What opens them, sealed.</param>
/// <param name="Modified">When the file was last changed on the device that sent it; null: it did not say.</param>
/// <param name="Others">Blobs of earlier versions that it takes parts of; null: none.</param>
public sealed record VersionBytes(BlobId Blob, long Length, Sealed<ContentKey> Key, DateTimeOffset? Modified = null, IReadOnlyList<BlobId>? Others = null)
{
    /// <summary>Every blob that it takes something of.</summary>
    public IEnumerable<BlobId> AllBlobs() => [Blob, .. Others ?? []];
}

/// <summary>What opens a version, in the clear only inside the process.</summary>
/// <param name="Key">The blob's key.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
/// <param name="Device">What the member calls the device that sent it; empty: a browser; null: not known.</param>
/// <param name="Checksum">The checksum that the device sent along and that was found right, as programs write it: <c>SHA1:</c> and hex; null: none.</param>
/// <param name="OtherKeys">The keys of the version's other blobs, in their order; null: it has none.</param>
/// <param name="Parts">
/// What the content is put together from, three numbers a part: which blob (0: the version's own, from 1 on the others), the first byte, how many. Null: all of its own blob.
/// </param>
public sealed record ContentKey(
    byte[] Key, byte[] Sha256, string? Device = null, string? Checksum = null, IReadOnlyList<byte[]>? OtherKeys = null, IReadOnlyList<long>? Parts = null);
