using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.WebDav;

/// <summary>The documents for file managers and sync programs: WebDAV classes 1, 2 and 3 (RFC 4918), by app password.</summary>
internal sealed class DavEndpoint(
    Reaches reaches, DocumentDesk desk, TransferDesk transfers, Downloads downloads, DavConditions conditions, DavListing listing,
    DavLocks locks, DavPatch patch, SyncReport report, DocumentLimits limits, NodeOptions options)
{
    public async Task<IResult> Answer(HttpContext http)
    {
        var target = DavHeaders.TargetOf(http);
        var (path, bad) = DavPath.Read(target);
        if (bad is not null || !DavHeaders.IsOwn(http.Request, DavHeaders.RootOf(http)))
        {
            return DavAnswers.Refused(http, bad ?? new DocumentRefusal.NotThere());
        }

        var by = http.User.MemberId();
        var (when, refusal) = await conditions.Read(http.Request, by, path, http.RequestAborted);
        return refusal is not null ? DavAnswers.Refused(http, refusal) : http.Request.Method switch
        {
            "GET" or "HEAD" or "PROPFIND" or "REPORT" => await Read(http, by, path),
            "PROPPATCH" => await patch.Answer(http, by, path, target, when),
            "LOCK" => await locks.Lock(http, by, path, when),
            "UNLOCK" => await locks.Unlock(http, by, path),
            "OPTIONS" => Options(http),
            _ => await Write(http, by, path, target, when) is not { } outcome ? NotAllowed(http)
                : outcome.Refusal is null ? DavAnswers.Done(http, outcome)
                : DavAnswers.Refused(http, outcome.Refusal),
        };
    }

    private static IResult Options(HttpContext http)
    {
        http.Response.Headers.Allow = DavAnswers.Methods;
        http.Response.Headers["DAV"] = "1, 2, 3";
        http.Response.Headers["MS-Author-Via"] = "DAV"; // without it Windows looks for FrontPage first
        return Results.Ok();
    }

    private static IResult NotAllowed(HttpContext http)
    {
        http.Response.Headers.Allow = DavAnswers.Methods;
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    private async Task<Outcome?> Write(HttpContext http, Guid by, IReadOnlyList<string> path, string target, Conditions when) => http.Request.Method switch
    {
        "PUT" => await Put(http, by, path, target, when),
        "MKCOL" when http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false => Outcome.Refused(new DocumentRefusal.BodyNotUnderstood()),
        "MKCOL" => await desk.MakeFolder(by, path, when, http.RequestAborted),
        "DELETE" when !DavHeaders.TryDepth(http.Request, out var depth) || depth is not null => Outcome.Refused(new DocumentRefusal.BadDepth()),
        "DELETE" => await desk.Delete(by, path, when, http.RequestAborted),
        "MOVE" or "COPY" => await Transfer(http, by, path, when),
        _ => null,
    };

    private async Task<IResult> Read(HttpContext http, Guid by, IReadOnlyList<string> path)
    {
        var (way, place) = await reaches.Look(by, path, http.RequestAborted);
        return place.Entry is not { } entry ? DavAnswers.Refused(http, new DocumentRefusal.NotThere())
            : http.Request.Method == "PROPFIND" ? await listing.Show(http, way, place, entry)
            : http.Request.Method == "REPORT" ? await report.Answer(http, way, place, entry)
            : entry.IsFolder ? Results.Text($"This is a folder. Open {options.Origin}dav/ in a file manager that speaks WebDAV, or {options.Origin}documents in a browser.\n")
            : await downloads.Give(entry, null, http.RequestAborted);
    }

    private async Task<Outcome> Put(HttpContext http, Guid by, IReadOnlyList<string> path, string target, Conditions when)
    {
        var request = http.Request;
        if (request.Headers.ContainsKey(HeaderNames.ContentRange))
        {
            return Outcome.Refused(new DocumentRefusal.Partial());
        }

        if (target.Split('?')[0].EndsWith('/'))
        {
            return Outcome.Refused(new DocumentRefusal.IsAFolder());
        }

        if (request.ContentLength > limits.MaxDocumentBytes)
        {
            return Outcome.Refused(new DocumentRefusal.TooLarge(limits.MaxDocumentBytes));
        }

        var facts = DavHeaders.Facts(request);
        var outcome = await desk.Put(by, path, when, request.Body, request.ContentLength, http.RequestAborted, http.User.Device(), facts);
        return DavAnswers.SayTimeIsKept(http, outcome, facts);
    }

    private async Task<Outcome> Transfer(HttpContext http, Guid by, IReadOnlyList<string> path, Conditions when)
    {
        var request = http.Request;
        var moves = request.Method == "MOVE";
        // A folder moves whole; copied, it may be the folder alone (RFC 4918 §9.8.3, §9.9.2).
        if (!DavHeaders.TryDepth(request, out var depth) || depth is not null && (moves || depth != 0))
        {
            return Outcome.Refused(new DocumentRefusal.BadDepth());
        }

        var (to, refusal) = DavHeaders.Destination(request, options);
        if (refusal is not null)
        {
            return Outcome.Refused(refusal);
        }

        var overwrite = !request.Headers["Overwrite"].ToString().Equals("F", StringComparison.OrdinalIgnoreCase);
        var how = new Transfer(overwrite, depth is null, when);
        return moves ? await transfers.Move(by, path, to, how, http.RequestAborted) : await transfers.Copy(by, path, to, how, http.RequestAborted);
    }
}
