using System.Text;
using System.Xml.Linq;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Quotas;
using Federation.Node.Shell;

namespace Federation.Node.Documents.WebDav;

/// <summary>Answers as programs expect them: refusals with the conditions of RFC 4918 §16 and RFC 4331 §6 where they name one, else problem details.</summary>
internal static class DavAnswers
{
    public const string Methods = "OPTIONS, PROPFIND, PROPPATCH, GET, HEAD, PUT, MKCOL, DELETE, MOVE, COPY, LOCK, UNLOCK, REPORT";

    public static IResult Xml(string body, int status) =>
        Results.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + body, "application/xml", Encoding.UTF8, status);

    public static IResult Done(HttpContext http, Outcome outcome)
    {
        if (outcome.Tag is { } tag)
        {
            http.Response.Headers.ETag = $"\"{tag}\"";
        }

        if (outcome.EntryId is { } id)
        {
            http.Response.Headers["OC-FileId"] = SyncProperties.IdOf(id);
        }

        return Results.StatusCode(outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status204NoContent);
    }

    /// <summary>Tells a sync program that the time it sent for a file is kept; else it asks for it, and sends the file again when it differs.</summary>
    public static Outcome SayTimeIsKept(HttpContext http, Outcome outcome, FileFacts facts)
    {
        if (outcome.Refusal is null && facts.Modified is not null)
        {
            http.Response.Headers["X-OC-MTime"] = "accepted";
        }

        return outcome;
    }

    public static IResult Refused(HttpContext http, Refusal refusal)
    {
        switch (refusal)
        {
            case DocumentRefusal.InfiniteDepth:
                return Error(http, refusal, "propfind-finite-depth", []);
            case DocumentRefusal.Locked locked:
                return Error(http, refusal, "lock-token-submitted", locked.Roots);
            case DocumentRefusal.LockConflict conflict:
                return Error(http, refusal, "no-conflicting-lock", conflict.Roots);
            case DocumentRefusal.NoSuchLock:
                return Error(http, refusal, "lock-token-matches-request-uri", []);
            case QuotaRefusal.NoRoom:
                return Error(http, refusal, "quota-not-exceeded", []); // RFC 4331 §6
            case DavRefusal named:
                return Error(http, refusal, named.Condition, []);
            case DocumentRefusal.LockedInside inside:
                return Inside(http, inside);
            case { Status: StatusCodes.Status405MethodNotAllowed }:
                http.Response.Headers.Allow = Methods;
                break;
            case { Status: StatusCodes.Status503ServiceUnavailable, Pause: null }:
                http.Response.Headers.RetryAfter = "1";
                break;
        }

        return Answers.Problem(refusal);
    }

    private static IResult Error(HttpContext http, Refusal refusal, string condition, IReadOnlyList<LockRoot> roots) =>
        Xml(new XElement(DavRequests.Dav + "error", new XAttribute(XNamespace.Xmlns + "D", DavRequests.Dav),
            new XElement(DavRequests.Dav + condition, roots.Select(root => new XElement(DavRequests.Dav + "href", HrefOf(http, root))))).ToString(SaveOptions.DisableFormatting), refusal.Status);

    // Which member it was that stood in the way of the whole (§9.6.1); a lock on the whole then depends on it (§9.10.9).
    private static MultiStatus Inside(HttpContext http, DocumentRefusal.LockedInside inside)
    {
        var members = inside.Roots.Select<LockRoot, Action<System.Xml.XmlWriter>>(root => xml => MultiStatus.Write(xml, HrefOf(http, root), "423 Locked", "lock-token-submitted"));
        return http.Request.Method == "LOCK"
            ? new MultiStatus([.. members, xml => MultiStatus.Write(xml, http.Request.Path.ToUriComponent(), "424 Failed Dependency")])
            : new MultiStatus(members);
    }

    private static string HrefOf(HttpContext http, LockRoot root) => DavPath.Write(DavHeaders.RootOf(http), root.Path, root.IsFolder);
}
