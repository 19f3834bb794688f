using Federation.Node.Documents.Locks;

namespace Federation.Node.Documents;

/// <summary>A folder or document as the tree shows it.</summary>
/// <param name="Id">Its stream; a space's root folder has the space's id.</param>
/// <param name="ParentId">The folder it lies in; null for the root.</param>
/// <param name="Name">Plain name; empty for the root.</param>
/// <param name="IsFolder">Folder or document.</param>
/// <param name="Length">Bytes of the current version.</param>
/// <param name="Tag">Names the current version; null for a folder.</param>
/// <param name="MadeAt">When it came.</param>
/// <param name="ChangedAt">When it was last changed on the device that sent its current version; when that came, if the device did not say.</param>
internal sealed record EntryCard(
    Guid Id, Guid? ParentId, string Name, bool IsFolder, long Length, string? Tag, DateTimeOffset MadeAt, DateTimeOffset ChangedAt);

/// <summary>What is at a path, and whether something could be.</summary>
/// <param name="Name">Last part of the path; empty for the root.</param>
/// <param name="Folder">The folder it lies or would lie in; null when there is no such folder, and for the root.</param>
/// <param name="Entry">What is there; null when nothing is.</param>
/// <param name="Above">Ids from the root down to <paramref name="Folder"/>.</param>
internal sealed record Place(string Name, EntryCard? Folder, EntryCard? Entry, IReadOnlyList<Guid> Above)
{
    /// <summary>Names down to here, as the member sees it from the top of their own documents.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Locks on it and on everything above it.</summary>
    public IReadOnlyList<HeldLock> Locks { get; init; } = [];

    /// <summary>The space itself.</summary>
    public bool IsRoot => Entry is { ParentId: null };

    /// <summary>Of the entries a path leads through, root first, makes the place at its end.</summary>
    public static Place Of(IReadOnlyList<string> path, IReadOnlyList<EntryCard> walked)
    {
        if (path.Count == 0)
        {
            return new("", null, walked[0], []);
        }

        var entry = walked.Count == path.Count + 1 ? walked[^1] : null;
        var folder = walked.Count >= path.Count && walked[path.Count - 1].IsFolder ? walked[path.Count - 1] : null;
        return new(path[^1], folder, entry, [.. walked.Take(path.Count).Select(card => card.Id)]);
    }
}
