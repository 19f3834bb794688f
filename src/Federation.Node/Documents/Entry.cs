using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>A folder or a document as its own events tell it; the name stays sealed. Where it is in the tree, <see cref="EntryTable"/> says.</summary>
/// <param name="Id">The stream.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Name">Sealed name; whose key sealed it seals everything of this entry.</param>
/// <param name="Versions">Those that are kept, oldest first; empty for a folder.</param>
/// <param name="IsDeleted">True while it was itself deleted (not merely a folder above it).</param>
/// <param name="Properties">What programs wrote on it, sealed; null: nothing yet.</param>
public sealed record Entry(
    Guid Id, Guid SpaceId, Sealed<EntryName> Name, IReadOnlyList<EntryVersion> Versions, bool IsDeleted, Sealed<EntryProperties>? Properties = null)
{
    /// <summary>True once it left the trash for good; nothing brings it back.</summary>
    public bool IsErased { get; init; }

    /// <summary>A folder.</summary>
    public static Entry Create(FolderMade made) => new(made.FolderId, made.SpaceId, made.Name, [], false);

    /// <summary>A document.</summary>
    public static Entry Create(DocumentAdded added) =>
        new(added.DocumentId, added.SpaceId, added.Name, [new(added.Version, added.By, added.At, 1)], false);

    /// <summary>A further version.</summary>
    public Entry Apply(DocumentChanged changed) => With(changed.Version, changed.By, changed.At);

    /// <summary>An earlier version again.</summary>
    public Entry Apply(VersionRestored restored) => With(restored.Version, restored.By, restored.At);

    /// <summary>A version to be kept, or no longer.</summary>
    public Entry Apply(VersionMarked marked) => this with
    {
        Versions = [.. Numbered().Select(version => version.Number == marked.Number ? version with { IsKept = marked.IsKept } : version)],
    };

    /// <summary>Fewer versions.</summary>
    public Entry Apply(VersionsThinned thinned) => this with { Versions = [.. Numbered().Where(version => !thinned.Numbers.Contains(version.Number))] };

    /// <summary>Another name or place.</summary>
    public Entry Apply(EntryMoved moved) => this with { Name = moved.Name };

    /// <summary>Other properties.</summary>
    public Entry Apply(EntryLabelled labelled) => this with { Properties = labelled.Properties };

    /// <summary>In the trash.</summary>
    public Entry Apply(EntryDeleted _) => this with { IsDeleted = true };

    /// <summary>Back.</summary>
    public Entry Apply(EntryRestored restored) => this with { Name = restored.Name, IsDeleted = false };

    /// <summary>Gone for good.</summary>
    public Entry Apply(EntryErased _) => this with { Versions = [], Properties = null, IsErased = true };

    /// <summary>The versions with their numbers: states stored before versions were thinned have none, and none of theirs is missing.</summary>
    public IReadOnlyList<EntryVersion> Numbered() =>
        [.. Versions.Select((version, index) => version.Number == 0 ? version with { Number = index + 1 } : version)];

    private Entry With(VersionBytes bytes, Guid by, DateTimeOffset at)
    {
        var versions = Numbered();
        return this with { Versions = [.. versions, new(bytes, by, at, versions.Count == 0 ? 1 : versions[^1].Number + 1)] };
    }
}

/// <summary>One version of a document.</summary>
/// <param name="Bytes">Its bytes.</param>
/// <param name="By">Who put it.</param>
/// <param name="At">When.</param>
/// <param name="Number">1 is the first; a number is never given twice.</param>
/// <param name="IsKept">Marked to be kept: never thinned.</param>
public sealed record EntryVersion(VersionBytes Bytes, Guid By, DateTimeOffset At, int Number = 0, bool IsKept = false);
