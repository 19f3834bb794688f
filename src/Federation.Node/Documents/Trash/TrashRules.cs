using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Trash;

/// <summary>Decisions about what is in the trash.</summary>
internal static class TrashRules
{
    /// <summary>Back under a folder and a name.</summary>
    public static Decision Restore(Entry? entry, Guid folderId, Sealed<EntryName> name, Guid by, DateTimeOffset now) =>
        entry is not { IsDeleted: true, IsErased: false } ? Decision.Refuse(new TrashRefusal.NotInTrash())
        : Decision.Of(new EntryRestored(entry.Id, entry.SpaceId, folderId, name, by, now));

    /// <summary>Gone for good.</summary>
    /// <param name="by">Null: the node, because its time is over.</param>
    public static Decision Erase(Entry? entry, Guid? by, DateTimeOffset now) =>
        entry is not { IsDeleted: true, IsErased: false } ? Decision.Refuse(new TrashRefusal.NotInTrash())
        : Decision.Of(new EntryErased(entry.Id, entry.SpaceId, by, now));

    /// <summary>
    /// What a program moves over the document it saves has one version, and that is now the document's newest: nothing of it would be left
    /// to restore, so it does not go through the trash.
    /// </summary>
    public static Decision WithoutScraps(Decision decision, Entry? moved, Guid by, DateTimeOffset now) =>
        decision.Refusal is null && moved is { Versions.Count: 1 } && decision.Events.Any(data => data is EntryDeleted deleted && deleted.EntryId == moved.Id)
            ? Decision.Of([.. decision.Events, new EntryErased(moved.Id, moved.SpaceId, by, now)])
            : decision;

    /// <summary>A name for what comes back: its own, or with "(restored)", or "(restored 2)", when that is taken.</summary>
    /// <param name="word">"restored", in the member's language.</param>
    public static string FreeName(string name, bool isFolder, string word, IReadOnlySet<string> taken) =>
        FreeNames.Beside(name, isFolder, time => time == 1 ? $" ({word})" : $" ({word} {time})", taken);
}
