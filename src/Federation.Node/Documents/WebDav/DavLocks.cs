using System.Text;
using System.Xml;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;

namespace Federation.Node.Documents.WebDav;

/// <summary>Answers LOCK and UNLOCK (RFC 4918 §9.10, §9.11).</summary>
internal sealed class DavLocks(LockDesk desk, Reaches reaches, DocumentViews views, DavListing listing)
{
    public async Task<IResult> Lock(HttpContext http, Guid by, IReadOnlyList<string> path, Conditions when)
    {
        var cancel = http.RequestAborted;
        if (!DavHeaders.TryDepth(http.Request, out var depth) || depth == 1)
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadDepth());
        }

        var (root, refusal) = await DavRequests.Read(http.Request, cancel);
        if (refusal is not null)
        {
            return DavAnswers.Refused(http, refusal);
        }

        var howLong = DavHeaders.Timeout(http.Request);
        if (root is null)
        {
            return await Renew(http, by, path, when, howLong);
        }

        if (LockXml.Read(root, depth is null, howLong) is not { } wish)
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadXml());
        }

        var outcome = await desk.Take(by, path, wish, when, http.User.Device(), cancel);
        if (outcome.Held is { } held)
        {
            http.Response.Headers["Lock-Token"] = $"<{LockXml.UriOf(held.Token)}>";
        }

        return await Answer(http, by, path, outcome);
    }

    public async Task<IResult> Unlock(HttpContext http, Guid by, IReadOnlyList<string> path)
    {
        var text = http.Request.Headers["Lock-Token"].ToString().Trim();
        if (text is not ['<', .. var uri, '>'] || uri.Length == 0)
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadLockToken());
        }

        var refusal = DavIf.TokenOf(uri) is { } token ? await desk.GiveBack(by, path, token, http.RequestAborted) : new DocumentRefusal.NoSuchLock();
        return refusal is null ? Results.NoContent() : DavAnswers.Refused(http, refusal);
    }

    // No body: a lock is prolonged, and the If says which (§9.10.2).
    private async Task<IResult> Renew(HttpContext http, Guid by, IReadOnlyList<string> path, Conditions when, TimeSpan howLong) =>
        when.Tokens is not { Count: > 0 } tokens
            ? DavAnswers.Refused(http, new DocumentRefusal.BadLockToken())
            : await Answer(http, by, path, await desk.Renew(by, path, tokens, howLong, http.RequestAborted));

    private async Task<IResult> Answer(HttpContext http, Guid by, IReadOnlyList<string> path, LockOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            return DavAnswers.Refused(http, refusal);
        }

        var way = await reaches.To(by, path, http.RequestAborted);
        var shown = await listing.Covering(way.Space, await views.Find(way, http.RequestAborted), http.RequestAborted);
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("D", "prop", "DAV:");
            xml.WriteStartElement("lockdiscovery", "DAV:");
            LockXml.WriteAll(xml, DavHeaders.RootOf(http), shown);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return DavAnswers.Xml(text.ToString(), outcome.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }
}
