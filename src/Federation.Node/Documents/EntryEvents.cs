using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A folder was made. Stream: the folder.</summary>
/// <param name="FolderId">The folder.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in.</param>
/// <param name="Name">Its name, sealed under the space's key.</param>
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
/// <param name="Name">Its name, sealed under the space's key.</param>
/// <param name="Version">Its first version.</param>
/// <param name="By">The member who put it.</param>
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

/// <summary>A folder or a document got another name, another folder, or both. What lies in a folder goes with it.</summary>
/// <param name="EntryId">The folder or document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="ParentId">The folder it lies in now.</param>
/// <param name="Name">Its name now, sealed under the space's key.</param>
/// <param name="By">The member who moved it.</param>
/// <param name="At">When.</param>
public sealed record EntryMoved(Guid EntryId, Guid SpaceId, Guid ParentId, Sealed<EntryName> Name, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.moved.v1";
}

/// <summary>A folder, with all that lies in it, or a document was deleted.</summary>
/// <param name="EntryId">The folder or document.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="By">The member who deleted it.</param>
/// <param name="At">When.</param>
public sealed record EntryDeleted(Guid EntryId, Guid SpaceId, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "entry.deleted.v1";
}

/// <summary>A name, in the clear only inside the process and in the tree's read model.</summary>
/// <param name="Text">1 to 255 bytes of UTF-8, composed (NFC).</param>
public sealed record EntryName(string Text);

/// <summary>The bytes of one version.</summary>
/// <param name="Blob">Where they are.</param>
/// <param name="Length">How many.</param>
/// <param name="Key">What opens them, sealed under the space's key.</param>
public sealed record VersionBytes(BlobId Blob, long Length, Sealed<ContentKey> Key);

/// <summary>What opens a version, in the clear only inside the process.</summary>
/// <param name="Key">The blob's key.</param>
/// <param name="Sha256">SHA-256 of the content.</param>
public sealed record ContentKey(byte[] Key, byte[] Sha256);
