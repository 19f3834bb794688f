using System.Globalization;
using System.Xml;
using Federation.Node.Documents.Uploads;
using Federation.Node.Documents.WebDav;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// Large files in parts, as Nextcloud's programs send them ("chunked upload v2"): MKCOL a folder, PUT parts named by numbers, MOVE what
/// they are together (<c>.file</c>) to where it belongs.
/// </summary>
internal sealed class SyncUploadEndpoint(SyncUploadDesk desk, DavConditions conditions, NodeOptions options)
{
    public const string Root = "/remote.php/dav/uploads";

    private const string Whole = ".file";

    public async Task<IResult> Answer(HttpContext http, string owner, string upload, string? part)
    {
        if (!http.User.IsCalled(owner))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.NotThere());
        }

        if (http.Request.Method == "PROPFIND")
        {
            return await desk.Parts(http.User.MemberId(), upload, http.RequestAborted) is { } parts
                ? Listed(http, parts)
                : DavAnswers.Refused(http, new UploadRefusal.NoSuchUpload());
        }

        var outcome = await Write(http, upload, part);
        return outcome.Refusal is null ? DavAnswers.Done(http, outcome) : DavAnswers.Refused(http, outcome.Refusal);
    }

    private async Task<Outcome> Write(HttpContext http, string upload, string? part)
    {
        var (by, request, cancel) = (http.User.MemberId(), http.Request, http.RequestAborted);
        long? number = long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : null;
        return (request.Method, part) switch
        {
            ("MKCOL", null) => await desk.Begin(by, upload, Plan(request), cancel),
            ("DELETE", null) => await desk.Drop(by, upload, null, cancel),
            ("MOVE", Whole) => await Join(http, by, upload),
            ("PUT", _) when number is { } at => await desk.Put(by, upload, at, request.Body, request.ContentLength, DavHeaders.Facts(request).Checksum, Plan(request), cancel),
            ("DELETE", _) when number is { } at => await desk.Drop(by, upload, at, cancel),
            _ => Outcome.Refused(new SyncRefusal.NotForParts()),
        };
    }

    private async Task<Outcome> Join(HttpContext http, Guid by, string upload)
    {
        var request = http.Request;
        var (path, bad) = DavHeaders.Destination(request, options);
        if (bad is not null)
        {
            return Outcome.Refused(bad);
        }

        var (when, refusal) = await conditions.Read(request, by, path, http.RequestAborted);
        if (refusal is not null)
        {
            return Outcome.Refused(refusal);
        }

        var facts = DavHeaders.Facts(request);
        var outcome = await desk.Join(by, upload, path, when, LengthIn(request), facts, http.User.Device(), http.RequestAborted);
        return DavAnswers.SayTimeIsKept(http, outcome, facts);
    }

    private SyncPlan Plan(HttpRequest request) =>
        new(DavHeaders.Destination(request, options) is (var path, null) ? path : null, LengthIn(request));

    private static long? LengthIn(HttpRequest request) =>
        long.TryParse(request.Headers["OC-Total-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;

    private static MultiStatus Listed(HttpContext http, IReadOnlyList<UploadPart> parts)
    {
        var address = DavHeaders.TargetOf(http).Split('?')[0].TrimEnd('/');
        return new MultiStatus(parts.Select<UploadPart, Action<XmlWriter>>(part => xml => MultiStatus.Write(
                xml, string.Create(CultureInfo.InvariantCulture, $"{address}/{part.Position:d8}"),
                // In one group: of several with one status, Nextcloud's program reads the last only.
                [new("200 OK", [DavRequests.Dav + "getcontentlength", DavRequests.Dav + "resourcetype"], name =>
                    xml.WriteString(name.LocalName == "getcontentlength" ? part.Length.ToString(CultureInfo.InvariantCulture) : ""))]))
            .Prepend(xml => MultiStatus.Write(
                xml, address + "/", [new("200 OK", [DavRequests.Dav + "resourcetype"], _ => xml.WriteElementString("collection", DavRequests.Dav.NamespaceName, null))])));
    }
}
