using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A folder or a document as its own events tell it; the name stays sealed. Where it is in the tree, <see cref="EntryTable"/> says.</summary>
/// <param name="Id">The stream.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Name">Sealed name.</param>
/// <param name="Versions">Oldest first; empty for a folder.</param>
/// <param name="IsDeleted">True once it was itself deleted (not merely a folder above it).</param>
public sealed record Entry(Guid Id, Guid SpaceId, Sealed<EntryName> Name, IReadOnlyList<EntryVersion> Versions, bool IsDeleted)
{
    /// <summary>A folder.</summary>
    public static Entry Create(FolderMade made) => new(made.FolderId, made.SpaceId, made.Name, [], false);

    /// <summary>A document.</summary>
    public static Entry Create(DocumentAdded added) =>
        new(added.DocumentId, added.SpaceId, added.Name, [new(added.Version, added.By, added.At)], false);

    /// <summary>A further version.</summary>
    public Entry Apply(DocumentChanged changed) => this with { Versions = [.. Versions, new(changed.Version, changed.By, changed.At)] };

    /// <summary>Another name or place.</summary>
    public Entry Apply(EntryMoved moved) => this with { Name = moved.Name };

    /// <summary>Gone.</summary>
    public Entry Apply(EntryDeleted _) => this with { IsDeleted = true };
}

/// <summary>One version of a document.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="By">Who put it.</param>
/// <param name="At">When.</param>
public sealed record EntryVersion(VersionBytes Bytes, Guid By, DateTimeOffset At);
