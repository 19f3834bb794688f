using System.Globalization;
using System.Xml.Linq;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Versions;
using Federation.Node.Documents.WebDav;
using Federation.Node.Members;
using Npgsql;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// The versions of a document, as Nextcloud's programs ask for them: by the number that <c>oc:fileid</c> told them, each version by the second it came.
/// Restored by a MOVE or COPY to <c>restore/…</c>. Dropping versions is the schedule's.
/// </summary>
internal sealed class VersionsEndpoint(NpgsqlDataSource source, Reaches reaches, VersionDesk desk, Downloads downloads)
{
    public const string Root = "/remote.php/dav/versions";

    public async Task<IResult> Answer(HttpContext http, string owner, string file, string? version)
    {
        var (by, cancel) = (http.User.MemberId(), http.RequestAborted);
        if (!http.User.IsCalled(owner) || await Find(by, file, cancel) is not { } document || await downloads.Find(document, cancel) is not { } entry)
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NotThere());
        }

        var versions = Named(entry);
        var address = $"{Root}/{Uri.EscapeDataString(owner)}/versions/{Uri.EscapeDataString(file)}";
        if (version is null)
        {
            return http.Request.Method != "PROPFIND" ? DavAnswers.Refused(http, new SyncRefusal.NotForVersions())
                : await PlainListing.Of(http, new(address + "/", true, new Dictionary<XName, string>()),
                    () => Task.FromResult(versions.Reverse().Select(each => Listed(address, document.Name, each.Key, each.Value))));
        }

        if (!long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var second) || !versions.TryGetValue(second, out var found))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NotThere());
        }

        return http.Request.Method switch
        {
            "PROPFIND" => await PlainListing.Of(http, Listed(address, document.Name, second, found), () => Task.FromResult(Enumerable.Empty<PlainResource>())),
            "GET" or "HEAD" => await downloads.Give(document, found.Number, cancel),
            "MOVE" or "COPY" => await Restore(http, by, document.Id, found.Number, owner),
            _ => DavAnswers.Refused(http, new SyncRefusal.NotForVersions()),
        };
    }

    private async Task<IResult> Restore(HttpContext http, Guid by, Guid documentId, int number, string owner)
    {
        var to = DavPath.WithoutAuthority(http.Request.Headers["Destination"].ToString());
        if (!to.StartsWith($"{Root}/{Uri.EscapeDataString(owner)}/restore/", StringComparison.OrdinalIgnoreCase))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NoDestination());
        }

        return await desk.Restore(by, documentId, number, http.RequestAborted) is { Refusal: { } refusal } ? DavAnswers.Refused(http, refusal) : Results.StatusCode(StatusCodes.Status201Created);
    }

    // As oc:fileid says it, or as oc:id does.
    private async Task<EntryCard?> Find(Guid memberId, string file, CancellationToken cancel) =>
        long.TryParse(file.EndsWith(SyncProperties.Instance, StringComparison.Ordinal) ? file[..^SyncProperties.Instance.Length] : file,
            NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await SyncNumber.Find(memberId, number, source, reaches, cancel)
            : null;

    // Two that came in one second are a second apart.
    private static SortedDictionary<long, EntryVersion> Named(Entry document)
    {
        var named = new SortedDictionary<long, EntryVersion>();
        foreach (var version in document.Numbered())
        {
            var second = version.At.ToUnixTimeSeconds();
            named[named.Count == 0 || second > named.Keys.Last() ? second : named.Keys.Last() + 1] = version;
        }

        return named;
    }

    private static PlainResource Listed(string address, string name, long second, EntryVersion version) => new($"{address}/{second}", false, new Dictionary<XName, string>
    {
        [DavRequests.Dav + "getcontentlength"] = version.Bytes.Length.ToString(CultureInfo.InvariantCulture),
        [DavRequests.Dav + "getcontenttype"] = MediaTypes.Of(name),
        [DavRequests.Dav + "getetag"] = $"\"{DocumentRules.TagOf(version.Bytes)}\"",
        [DavRequests.Dav + "getlastmodified"] = DateTimeOffset.FromUnixTimeSeconds(second).ToString("R", CultureInfo.InvariantCulture),
        [SyncProperties.Size] = version.Bytes.Length.ToString(CultureInfo.InvariantCulture),
        [SyncProperties.NextcloudNamespace + "has-preview"] = "false",
    });
}
