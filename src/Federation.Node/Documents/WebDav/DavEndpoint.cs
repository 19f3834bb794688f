using System.Text;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.WebDav;

/// <summary>The documents for file managers and sync programs: WebDAV (RFC 4918) without locks, by app password.</summary>
internal sealed class DavEndpoint(
    PersonalSpaces spaces, DocumentViews views, DocumentDesk desk, Downloads downloads, DocumentLimits limits, NodeOptions options)
{
    private const string Methods = "OPTIONS, PROPFIND, GET, HEAD, PUT, MKCOL, DELETE, MOVE, COPY";

    public async Task<IResult> Answer(HttpContext http)
    {
        var request = http.Request;
        var target = DavPath.WithoutAuthority(http.Features.Get<IHttpRequestFeature>()!.RawTarget); // every server has it
        var (path, refusal) = DavPath.Read(target);
        if (refusal is not null)
        {
            return Refused(http, refusal);
        }

        var by = http.User.MemberId();
        var cancel = http.RequestAborted;
        var outcome = request.Method switch
        {
            "PUT" => await Put(http, by, path, target),
            "MKCOL" when http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false => Outcome.Refused(new DocumentRefusal.BodyNotUnderstood()),
            "MKCOL" => await desk.MakeFolder(by, path, DavHeaders.Conditions(request), cancel),
            "DELETE" when !DavHeaders.TryDepth(request, out var depth) || depth is not null => Outcome.Refused(new DocumentRefusal.BadDepth()),
            "DELETE" => await desk.Delete(by, path, DavHeaders.Conditions(request), cancel),
            "MOVE" or "COPY" => await Transfer(http, by, path),
            _ => null,
        };
        return outcome is null ? await Read(http, by, path) : outcome.Refusal is null ? Done(http, outcome) : Refused(http, outcome.Refusal);
    }

    private async Task<IResult> Read(HttpContext http, Guid by, IReadOnlyList<string> path)
    {
        var method = http.Request.Method;
        if (method == "OPTIONS")
        {
            http.Response.Headers.Allow = Methods;
            http.Response.Headers["DAV"] = "1, 3";
            http.Response.Headers["MS-Author-Via"] = "DAV"; // without it Windows looks for FrontPage first
            return Results.Ok();
        }

        if (method is not ("GET" or "HEAD" or "PROPFIND"))
        {
            http.Response.Headers.Allow = Methods;
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        var space = await spaces.Of(by, http.RequestAborted);
        var place = await views.Find(space.Id, path, http.RequestAborted);
        return place.Entry is not { } entry ? Refused(http, new DocumentRefusal.NotThere())
            : method == "PROPFIND" ? await List(http, path, entry)
            : entry.IsFolder ? Results.Text($"This is a folder. Open {options.Origin}dav/ in a file manager that speaks WebDAV, or {options.Origin}documents in a browser.\n")
            : await downloads.Give(entry, null, http.RequestAborted);
    }

    private async Task<IResult> List(HttpContext http, IReadOnlyList<string> path, EntryCard entry)
    {
        if (!DavHeaders.TryDepth(http.Request, out var depth))
        {
            return Refused(http, new DocumentRefusal.BadDepth());
        }

        var (asked, refusal) = await DavRequests.Find(http.Request, http.RequestAborted);
        if (asked is null || depth is null)
        {
            return Refused(http, refusal ?? new DocumentRefusal.InfiniteDepth());
        }

        IEnumerable<(string, EntryCard)> shown = [(DavPath.Write(path, entry.IsFolder), entry)];
        if (depth == 1 && entry.IsFolder)
        {
            var inside = await views.In(entry.Id, http.RequestAborted);
            shown = shown.Concat(inside.Select(card => (DavPath.Write(path.Append(card.Name), card.IsFolder), card)));
        }

        return new MultiStatus(asked, shown);
    }

    private async Task<Outcome> Put(HttpContext http, Guid by, IReadOnlyList<string> path, string target)
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

        return await desk.Put(by, path, DavHeaders.Conditions(request), request.Body, request.ContentLength, http.RequestAborted, http.User.Device());
    }

    private async Task<Outcome> Transfer(HttpContext http, Guid by, IReadOnlyList<string> path)
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
        var how = new Transfer(overwrite, depth is null, DavHeaders.Conditions(request));
        return moves ? await desk.Move(by, path, to, how, http.RequestAborted) : await desk.Copy(by, path, to, how, http.RequestAborted);
    }

    private static IResult Done(HttpContext http, Outcome outcome)
    {
        if (outcome.Tag is { } tag)
        {
            http.Response.Headers.ETag = $"\"{tag}\"";
        }

        return Results.StatusCode(outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }

    private static IResult Refused(HttpContext http, Refusal refusal)
    {
        switch (refusal)
        {
            case DocumentRefusal.InfiniteDepth:
                return Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?><D:error xmlns:D=\"DAV:\"><D:propfind-finite-depth/></D:error>",
                    "application/xml", Encoding.UTF8, refusal.Status);
            case { Status: StatusCodes.Status405MethodNotAllowed }:
                http.Response.Headers.Allow = Methods;
                break;
            case { Status: StatusCodes.Status503ServiceUnavailable }:
                http.Response.Headers.RetryAfter = "1";
                break;
        }

        return Answers.Problem(refusal);
    }
}
