using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Moving;

/// <summary>A folder that something may be moved or copied to.</summary>
/// <param name="Id">The folder.</param>
/// <param name="Path">What it is called, from the top down.</param>
internal sealed record MoveTarget(Guid Id, string Path)
{
    /// <summary>Folders beside it that a page offers: a longer list nobody reads; a device on WebDAV moves to any.</summary>
    private const int MostBeside = 200;

    /// <summary>Where to from here: the folder it is in, those beside it, those above, and the tops of what else the member may write to.</summary>
    /// <returns>The folder it is in is the first; nothing where it cannot be moved.</returns>
    public static async Task<IReadOnlyList<MoveTarget>> From(Sight sight, DocumentViews views, CancellationToken cancel)
    {
        if (sight.Down.Count < 2 || sight.Reach.RefuseChange is not null)
        {
            return [];
        }

        List<MoveTarget> above = [.. Enumerable.Range(0, sight.Down.Count - 1).Select(depth => new MoveTarget(
            sight.Down[depth].Id, string.Join(" / ", sight.Down.Take(depth + 1).Select((card, index) => index == 0 ? NameOf(sight.Reach) : card.Name))))];
        var parent = above[^1];
        var beside = (await views.FoldersIn(parent.Id, MostBeside, cancel)).Where(card => card.Id != sight.Entry.Id)
            .OrderBy(card => card.Name, StringComparer.CurrentCultureIgnoreCase).Select(card => new MoveTarget(card.Id, $"{parent.Path} / {card.Name}"));
        var elsewhere = sight.All.Where(reach => reach.Top.Id != sight.Reach.Top.Id && reach.Top.IsFolder && reach.RefuseChange is null).Select(reach => new MoveTarget(reach.Top.Id, NameOf(reach)));
        return [parent, .. beside, .. above.SkipLast(1).Reverse(), .. elsewhere];
    }

    private static string NameOf(Reach reach) => reach.Name ?? new Text("Documents", "Documents", "Documentos").ToString();
}
