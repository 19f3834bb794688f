using System.Globalization;
using System.Xml.Linq;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.WebDav;
using Federation.Node.Members;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// The trash of a member's own space, as Nextcloud's programs ask for it: listed, restored by a MOVE to <c>restore/…</c>, destroyed by DELETE. What is in it goes
/// by its id, so no name comes into an address. Trashes of groups are on the pages: emptying "the trash" on a phone must not empty that of colleagues.
/// </summary>
internal sealed class TrashbinEndpoint(TrashDesk desk, TrashViews trash, Downloads downloads)
{
    public const string Root = "/remote.php/dav/trashbin";

    public async Task<IResult> Answer(HttpContext http, string owner, string? path)
    {
        if (!http.User.IsCalled(owner))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NotThere());
        }

        var (by, cancel) = (http.User.MemberId(), http.RequestAborted);
        var address = $"{Root}/{Uri.EscapeDataString(owner)}/trash";
        var steps = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (steps.Length == 0)
        {
            return http.Request.Method switch
            {
                "PROPFIND" => await PlainListing.Of(http, Listed(address + "/"), async () => (await trash.Of(Space.PersonalIdOf(by), cancel)).Select(card => Listed(address, card))),
                "DELETE" => await desk.Empty(by, Space.PersonalIdOf(by), cancel) is (_, _, { } refusal) ? DavAnswers.Refused(http, refusal) : Results.NoContent(),
                _ => NotAllowed(http),
            };
        }

        var ids = steps.Select(step => Guid.TryParse(step, out var id) ? id : Guid.Empty).ToList();
        if (await trash.Find(ids[0], cancel) is not { } top || top.SpaceId != Space.PersonalIdOf(by)
            || await trash.Inside(ids[0], ids[^1], cancel) is not { } entry)
        {
            return DavAnswers.Refused(http, new TrashRefusal.NotInTrash());
        }

        return (http.Request.Method, steps.Length) switch
        {
            ("PROPFIND", 1) => await PlainListing.Of(http, Listed(address, top), () => Children(address + "/" + steps[0], top, entry, cancel)),
            ("PROPFIND", _) => await PlainListing.Of(http, Listed(address + "/" + string.Join('/', steps[..^1]), top, entry), () => Children(address + "/" + string.Join('/', steps), top, entry, cancel)),
            ("GET" or "HEAD", _) when !entry.IsFolder => await downloads.Give(entry, null, cancel),
            ("MOVE", 1) => await Restore(http, by, top.Id, owner),
            ("DELETE", 1) => await desk.Erase(by, top.Id, cancel) is { Refusal: { } refusal } ? DavAnswers.Refused(http, refusal) : Results.NoContent(),
            _ => NotAllowed(http),
        };
    }

    private async Task<IResult> Restore(HttpContext http, Guid by, Guid id, string owner)
    {
        var to = DavPath.WithoutAuthority(http.Request.Headers["Destination"].ToString());
        if (!to.StartsWith($"{Root}/{Uri.EscapeDataString(owner)}/restore/", StringComparison.OrdinalIgnoreCase))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NoDestination());
        }

        var (restored, refusal) = await desk.Restore(by, id, TrashEndpoints.Word.ToString(), http.RequestAborted);
        return restored is null ? DavAnswers.Refused(http, refusal!) : Results.StatusCode(StatusCodes.Status201Created); // not restored: a refusal
    }

    private async Task<IEnumerable<PlainResource>> Children(string address, TrashedCard top, EntryCard folder, CancellationToken cancel) =>
        (await trash.In(top.Id, folder.Id, cancel)).Select(card => Listed(address, top, card));

    private static PlainResource Listed(string address) => new(address, true, new Dictionary<XName, string>());

    private static PlainResource Listed(string address, TrashedCard card) => Listed(address, card, new EntryCard(card.Id, card.ParentId, card.Name, card.IsFolder, card.Length, null, card.DeletedAt, card.DeletedAt), card.Above);

    private static PlainResource Listed(string address, TrashedCard top, EntryCard card, IReadOnlyList<string>? above = null)
    {
        var properties = new Dictionary<XName, string>
        {
            [DavRequests.Dav + "displayname"] = card.Name,
            [DavRequests.Dav + "getlastmodified"] = card.ChangedAt.UtcDateTime.ToString("R", CultureInfo.InvariantCulture),
            [DavRequests.Dav + "getetag"] = $"\"{card.Id:n}\"",
            [SyncProperties.Namespace + "fileid"] = SyncProperties.NumberOf(card.Id),
            [SyncProperties.Namespace + "id"] = SyncProperties.IdOf(card.Id),
            [SyncProperties.Namespace + "permissions"] = "GD",
            [SyncProperties.Size] = card.Length.ToString(CultureInfo.InvariantCulture),
            [SyncProperties.NextcloudNamespace + "has-preview"] = "false",
            [SyncProperties.NextcloudNamespace + "trashbin-filename"] = card.Name,
            [SyncProperties.NextcloudNamespace + "trashbin-title"] = card.Name,
            [SyncProperties.NextcloudNamespace + "trashbin-original-location"] = string.Join('/', (above ?? [.. top.Above, top.Name]).Append(card.Name)),
            [SyncProperties.NextcloudNamespace + "trashbin-deletion-time"] = top.DeletedAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (!card.IsFolder)
        {
            properties[DavRequests.Dav + "getcontentlength"] = properties[SyncProperties.Size];
            properties[DavRequests.Dav + "getcontenttype"] = MediaTypes.Of(card.Name);
        }

        return new($"{address}/{card.Id:n}" + (card.IsFolder ? "/" : ""), card.IsFolder, properties);
    }

    private static IResult NotAllowed(HttpContext http) => DavAnswers.Refused(http, new SyncRefusal.NotForTrash());
}
