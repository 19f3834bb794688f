using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>Gathers what the pages of folders and documents show.</summary>
internal sealed class DocumentPages(PersonalSpaces spaces, DocumentViews views, Downloads downloads, VersionViews versions, TrashViews trash)
{
    /// <summary>From the member's own root down to one of their entries; empty when they have none of this id.</summary>
    public async Task<IReadOnlyList<EntryCard>> Down(Guid memberId, Guid id, CancellationToken cancel) =>
        await views.Down((await spaces.Of(memberId, cancel)).Id, id, cancel);

    /// <summary>The path to the last of <paramref name="down"/>; null when it is empty.</summary>
    public static IReadOnlyList<string>? PathOf(IReadOnlyList<EntryCard> down) => down.Count == 0 ? null : [.. down.Skip(1).Select(card => card.Name)];

    /// <summary>The page of a folder or document.</summary>
    public async Task<IResult> Show(Guid memberId, Guid id, Refusal? refusal, CancellationToken cancel)
    {
        var down = await Down(memberId, id, cancel);
        var status = refusal?.Status ?? StatusCodes.Status200OK;
        if (down.Count == 0)
        {
            return Results.NotFound();
        }

        return down[^1].IsFolder
            ? Answers.Page<FolderPage>(new { DownBox = (object)down, InsideBox = (object)await views.In(id, cancel), Refusal = refusal }, status)
            : Answers.Page<DocumentPage>(new { DownBox = (object)down, VersionsBox = (object)await Versions(down[^1], cancel), Refusal = refusal }, status);
    }

    /// <summary>The versions of a document, newest first.</summary>
    public async Task<IReadOnlyList<VersionCard>> Versions(EntryCard document, CancellationToken cancel) =>
        await downloads.Find(document, cancel) is { } entry ? await versions.Of(entry, cancel) : [];

    /// <summary>What a member deleted, last first.</summary>
    public async Task<IReadOnlyList<TrashedCard>> Trash(Guid memberId, CancellationToken cancel) =>
        await trash.Of((await spaces.Of(memberId, cancel)).Id, cancel);
}
