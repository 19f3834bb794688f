using System.Globalization;
using System.Text;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents;

/// <summary>Decisions about documents and folders.</summary>
internal static class DocumentRules
{
    /// <summary>Names a version to clients (an ETag's inside): part of the hash of its ciphertext, so it says nothing about the content.</summary>
    public static string TagOf(VersionBytes version) => version.Blob.ToString()[..32];

    /// <summary>One way to write a name: macOS decomposes accents (NFD), everybody else composes them. What is no text stays as it came, for <see cref="RefuseName"/>.</summary>
    public static string Compose(string name) => Composed.Of(name);

    public static DocumentRefusal? RefuseName(string name) =>
        name is "" or "." or ".." || !Composed.IsText(name) || name.Any(IsForbidden) || ReadsAsPath(name) ? new DocumentRefusal.BadName()
        : Encoding.UTF8.GetByteCount(name) > DocumentLimits.LongestName ? new DocumentRefusal.NameTooLong()
        : null;

    /// <summary>Whether bytes may be put here; asked before they are sent and again when they are kept.</summary>
    public static DocumentRefusal? RefusePut(Place place, Conditions when) =>
        place.Entry is { IsFolder: true } ? new DocumentRefusal.IsAFolder()
        : place.Folder is null ? new DocumentRefusal.NoParent()
        : !when.Hold(place.Entry) ? new DocumentRefusal.ChangedMeanwhile()
        : place.Entry is null ? RefuseName(place.Name)
        : null;

    public static Decision Put(Space space, Place place, Conditions when, NewEntry entry, VersionBytes version, Guid by, DateTimeOffset now) =>
        RefusePut(place, when) is { } refusal ? Decision.Refuse(refusal)
        : place.Entry is { } existing ? Decision.Of(new DocumentChanged(existing.Id, space.Id, version, by, now))
        : Decision.Of(new DocumentAdded(entry.Id, space.Id, place.Folder!.Id, entry.Name, version, by, now)); // RefusePut: it has one

    public static DocumentRefusal? RefuseFolder(Place place, Conditions when) =>
        place.Entry is not null ? new DocumentRefusal.AlreadyThere()
        : place.Folder is null ? new DocumentRefusal.NoParent()
        : !when.Hold(place.Entry) ? new DocumentRefusal.ChangedMeanwhile()
        : RefuseName(place.Name);

    public static Decision MakeFolder(Space space, Place place, Conditions when, NewEntry entry, Guid by, DateTimeOffset now) =>
        RefuseFolder(place, when) is { } refusal ? Decision.Refuse(refusal)
        : Decision.Of(new FolderMade(entry.Id, space.Id, place.Folder!.Id, entry.Name, by, now)); // RefuseFolder: it has one

    public static Decision Delete(Space space, Place place, Conditions when, Guid by, DateTimeOffset now) =>
        place.IsRoot ? Decision.Refuse(new DocumentRefusal.TheSpaceItself())
        : place.Entry is null ? Decision.Refuse(new DocumentRefusal.NotThere())
        : !when.Hold(place.Entry) ? Decision.Refuse(new DocumentRefusal.ChangedMeanwhile())
        : Decision.Of(new EntryDeleted(place.Entry.Id, space.Id, by, now));

    /// <summary>
    /// Moves. A document moved onto a document becomes its newest version: programs save by writing beside and moving over, and the
    /// versions kept so far must outlive that.
    /// </summary>
    public static Decision Move(Space space, Place from, Place to, Transfer how, NewEntry entry, VersionBytes? current, Guid by, DateTimeOffset now,
        Sealed<EntryProperties>? properties = null) =>
        RefuseTransfer(from, to, how, moves: true) is { } refusal ? Decision.Refuse(refusal)
        : from.Entry!.IsFolder || to.Entry is null or { IsFolder: true } || current is null
            ? Decision.Of([.. Cleared(space, to, by, now), new EntryMoved(from.Entry.Id, space.Id, to.Folder!.Id, entry.Name, by, now)])
            : Decision.Of([new DocumentChanged(to.Entry.Id, space.Id, current, by, now), .. Labels(to.Entry.Id, space, properties, by, now), new EntryDeleted(from.Entry.Id, space.Id, by, now)]);

    /// <summary>Copies what <paramref name="tree"/> holds, parents first, its first being what is at <paramref name="from"/>.</summary>
    /// <param name="space">Where it is copied to.</param>
    /// <param name="moves">Whether the original goes.</param>
    public static Decision Copy(
        Space space, Place from, Place to, Transfer how, IReadOnlyList<CopiedEntry> tree, Guid by, DateTimeOffset now, bool moves = false)
    {
        if (RefuseTransfer(from, to, how, moves) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (tree.Count > DocumentLimits.MostCopied)
        {
            return Decision.Refuse(new DocumentRefusal.TooMany());
        }

        if (to.Entry is { IsFolder: false } && tree[0].Version is { } version)
        {
            return Decision.Of([new DocumentChanged(to.Entry.Id, space.Id, version, by, now), .. Labels(to.Entry.Id, space, tree[0].Properties, by, now)]);
        }

        return Decision.Of([.. Cleared(space, to, by, now), .. tree.SelectMany((entry, index) =>
            Copied(entry, space, index == 0 ? to.Folder!.Id : entry.ParentId, by, now))]); // RefuseTransfer: it has one
    }

    private static DocumentRefusal? RefuseTransfer(Place from, Place to, Transfer how, bool moves) =>
        from.Entry is null ? new DocumentRefusal.NotThere()
        : from.IsRoot && moves || to.IsRoot ? new DocumentRefusal.TheSpaceItself()
        : to.Entry?.Id == from.Entry.Id || to.Entry is { } taken && from.Above.Contains(taken.Id) ? new DocumentRefusal.IntoItself()
        : to.Above.Contains(from.Entry.Id) && (moves || how.WithContent) ? new DocumentRefusal.IntoItself()
        : to.Folder is null ? new DocumentRefusal.NoParent()
        : !how.When.Hold(from.Entry) ? new DocumentRefusal.ChangedMeanwhile()
        : to.Entry is not null && !how.Overwrite ? new DocumentRefusal.DestinationTaken()
        : to.Entry is null ? RefuseName(to.Name)
        : null;

    private static IEnumerable<object> Cleared(Space space, Place to, Guid by, DateTimeOffset now) =>
        to.Entry is null ? [] : [new EntryDeleted(to.Entry.Id, space.Id, by, now)];

    private static IEnumerable<object> Copied(CopiedEntry entry, Space space, Guid parentId, Guid by, DateTimeOffset now) =>
    [
        entry.Version is { } version
            ? new DocumentAdded(entry.Id, space.Id, parentId, entry.Name, version, by, now)
            : new FolderMade(entry.Id, space.Id, parentId, entry.Name, by, now),
        .. Labels(entry.Id, space, entry.Properties, by, now),
    ];

    private static IEnumerable<object> Labels(Guid id, Space space, Sealed<EntryProperties>? properties, Guid by, DateTimeOffset now) =>
        properties is null ? [] : [new EntryLabelled(id, space.Id, properties, by, now)];

    // U+FFFE and U+FFFF cannot be written in XML, so no listing could show such a name.
    private static bool IsForbidden(char c) => c is '/' or '\\' or '\uFFFE' or '\uFFFF' || char.IsControl(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    // Encoded twice, or decoded once more by something behind us: "%2e%2e", "a%2fb".
    private static bool ReadsAsPath(string name) =>
        name.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(name) is var once && (once is "." or ".." || once.Any(IsForbidden));
}

/// <summary>What is new about an entry: its id and its name, sealed; and its key, if that is not kept yet.</summary>
internal sealed record NewEntry(Guid Id, Sealed<EntryName> Name, NewKey? Key = null);

/// <summary>One entry of a copy: the new id and place, the old name, bytes and properties. No version: a folder.</summary>
internal sealed record CopiedEntry(Guid Id, Guid ParentId, Sealed<EntryName> Name, VersionBytes? Version, Sealed<EntryProperties>? Properties = null);

/// <summary>How to move or copy.</summary>
/// <param name="Overwrite">Whether what is at the destination may go.</param>
/// <param name="WithContent">Whether a folder is copied with what lies in it (Depth: infinity).</param>
/// <param name="When">Conditions on what is moved or copied.</param>
internal sealed record Transfer(bool Overwrite, bool WithContent, Conditions When);
