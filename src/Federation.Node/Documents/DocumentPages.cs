using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Moving;
using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Versions;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents;

/// <summary>Gathers what the pages of folders and documents show.</summary>
internal sealed class DocumentPages(
    Reaches reaches, DocumentViews views, Downloads downloads, VersionViews versions, TrashDesk trash, TrashViews trashed, SharePages shares, QuotaViews quotas,
    HoldViews holds, RetentionViews retention, Looks looks)
{
    /// <summary>What a member sees of an entry; null when nothing.</summary>
    public Task<Sight?> Find(Guid memberId, Guid id, CancellationToken cancel) => reaches.Find(memberId, id, cancel);

    /// <summary>The page of a folder or document.</summary>
    /// <param name="address">Of a link to it that was made just now, to be shown this once.</param>
    /// <param name="people">Which page of those who are in a group space; null: the first.</param>
    public async Task<IResult> Show(Guid memberId, Guid id, Refusal? refusal, CancellationToken cancel, string? address = null, ListPage? people = null)
    {
        var status = refusal?.Status ?? StatusCodes.Status200OK;
        if (await Find(memberId, id, cancel) is not { } sight)
        {
            return Results.NotFound();
        }

        var sharing = sight.Reach.Role == SpaceRole.Manager ? await shares.Of(sight, cancel) with { Address = address } : null;
        var group = await shares.People(sight, memberId, people ?? ListPage.First, cancel);
        var (held, targets) = (await holds.Over(sight, memberId, cancel), await MoveTarget.From(sight, views, cancel));
        return sight.Entry.IsFolder
            ? Answers.Page<FolderPage>(
                new
                {
                    SightBox = (object)sight,
                    InsideBox = (object)await views.In(id, cancel),
                    SharingBox = (object?)sharing,
                    PeopleBox = (object?)group,
                    HoldsBox = (object)held,
                    TargetsBox = (object)targets,
                    RetentionRule = id == sight.Reach.Space.Id ? (await retention.Of(id, cancel))?.Rule : null,
                    UseBox = id == sight.Reach.Space.Id ? (object?)await quotas.Of(id, cancel) : null,
                    Refusal = refusal,
                },
                status)
            : Answers.Page<DocumentPage>(
                new
                {
                    SightBox = (object)sight,
                    LookBox = (object?)await looks.At(sight.Entry, PreviewRoutes.Of(id, PreviewSize.Large), PreviewRoutes.PageOf(id, 1), cancel),
                    VersionsBox = (object)await Versions(sight.Entry, memberId, cancel),
                    SharingBox = (object?)sharing,
                    HoldsBox = (object)held,
                    TargetsBox = (object)targets,
                    DueAt = await retention.DueAt(id, cancel),
                    Refusal = refusal,
                },
                status);
    }

    /// <summary>How a form ended: the page that is next, or the one that it stood on and why it was refused.</summary>
    public async Task<IResult> Done(HttpContext http, Outcome outcome, Guid next, Guid here, CancellationToken cancel)
    {
        if (outcome.Refusal is not { } refusal)
        {
            return Answers.SeeOther($"/documents/{next}");
        }

        var page = await Show(http.User.MemberId(), here, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    /// <summary>The versions of a document, newest first.</summary>
    /// <param name="viewer">Who looks.</param>
    public async Task<IReadOnlyList<VersionCard>> Versions(EntryCard document, Guid viewer, CancellationToken cancel) =>
        await downloads.Find(document, cancel) is { } entry ? await versions.Of(entry, viewer, cancel) : [];

    /// <summary>What was deleted in a space, last first, and for how many days it stays; null when the member may not look.</summary>
    public async Task<(Reach Reach, IReadOnlyList<TrashedCard> Cards, int Days)?> Trash(Guid memberId, Guid spaceId, CancellationToken cancel) =>
        await trash.SpaceFor(memberId, spaceId, cancel) is { } reach ? (reach, await trashed.Of(spaceId, cancel), (await retention.Of(spaceId, cancel))?.Rule.TrashDays ?? DocumentLimits.TrashLife.Days) : null;
}
