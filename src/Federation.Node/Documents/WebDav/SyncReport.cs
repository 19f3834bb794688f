using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Spaces;

namespace Federation.Node.Documents.WebDav;

/// <summary>Answers REPORT sync-collection (RFC 6578): what changed in a folder since a program last asked, instead of all that is in it.</summary>
internal sealed class SyncReport(ChangeViews changes, DavListing listing)
{
    public static readonly XName Name = DavRequests.Dav + "sync-collection";
    public static readonly XName Token = DavRequests.Dav + "sync-token";
    public static readonly XName Supported = DavRequests.Dav + "supported-report-set";

    public async Task<IResult> Answer(HttpContext http, Way way, Place place, EntryCard entry)
    {
        var (root, refusal) = await DavRequests.Read(http.Request, http.RequestAborted);
        if (refusal is not null)
        {
            return DavAnswers.Refused(http, refusal);
        }

        // RFC 3253 §3.6, RFC 6578 §3.2: about the folder itself, with or without the header that says so.
        if (http.Request.Headers["Depth"].ToString() is not ("" or "0"))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadDepth());
        }

        if (root is not null && root.Name != Name || !entry.IsFolder)
        {
            return DavAnswers.Refused(http, new DavRefusal.NoSuchReport());
        }

        return Read(root) is { } wish ? await Answer(http, way, place, entry, wish) : DavAnswers.Refused(http, new DocumentRefusal.BadXml());
    }

    private async Task<IResult> Answer(HttpContext http, Way way, Place place, EntryCard entry, Wish wish)
    {
        var token = wish.Token.Length == 0 ? null : SyncToken.Read(wish.Token);
        var now = SyncToken.Describe(way.Others);
        if (wish.Token.Length > 0 && (token is null || token.FolderId != entry.Id || token.Others.Any(each => now.TryGetValue(each.Key, out var what) && what != each.Value)))
        {
            return DavAnswers.Refused(http, new DavRefusal.OtherState());
        }

        // In the middle of an answer, what came since waits for the next one.
        var others = way.Others.Where(reach => token?.After is null || token.Others.ContainsKey(reach.Name!)).ToList(); // others' have names
        bool IsFresh(Reach reach) => token is null || !token.Others.ContainsKey(reach.Name!) || token.Fresh.Contains(reach.Name!);
        var since = token?.Mark.Number ?? 0;
        var own = new ChangeTop(way.Space.Id, entry.Id, since, place.Path);
        var reaches = others.ToDictionary(reach => new ChangeTop(reach.Space.Id, reach.Top.Id, IsFresh(reach) ? 0 : since, [reach.Name!]));
        var found = await changes.Since([own, .. reaches.Keys], wish.IsDeep, http.RequestAborted);
        if (found is not var (mark, all) || token is not null && token.Mark.Era != mark.Era)
        {
            return DavAnswers.Refused(http, new DavRefusal.OtherState());
        }

        // What vanished is gone with its name, unless something else has that now, and so the other way round: then who asks must look at everything again.
        var vanished = token?.Others.Keys.Where(name => !now.ContainsKey(name)).ToList() ?? [];
        if (vanished.Count > 0 && await listing.AnyCalled(entry.Id, vanished, http.RequestAborted) || all.Any(change => change.Card is null && change.Top == own && now.ContainsKey(change.Path[0])))
        {
            return DavAnswers.Refused(http, new DavRefusal.OtherState());
        }

        var told = all.Where(change => change.Top == own ? change.Path.Count > 0 && (wish.IsDeep || change.Path.Count == 1) : wish.IsDeep || change.Path.Count == 0)
            .Where(change => token?.After is not { } after || change.EntryId.CompareTo(after) > 0).OrderBy(change => change.EntryId).ToList();
        var some = told.Take(wish.Most).ToList();
        some.AddRange(told.Skip(some.Count).TakeWhile(change => change.EntryId == some[^1].EntryId)); // the same thing on two ways
        var isPart = some.Count < told.Count;
        var next = new SyncToken(entry.Id, mark with { Number = isPart ? since : token?.After is null ? mark.Number : token.Next })
        {
            Others = SyncToken.Describe(others),
            Fresh = isPart ? others.Where(IsFresh).Select(reach => reach.Name!).ToHashSet() : new HashSet<string>(),
            After = isPart ? some[^1].EntryId : null,
            Next = isPart ? token?.After is null ? mark.Number : token.Next : 0,
        };
        var write = await listing.Show(http, [.. some.Where(change => change.Card is not null).Select(change => Shown(change, reaches.GetValueOrDefault(change.Top)))],
            way, reaches.Values, wish.Asked, http.RequestAborted);
        var address = DavHeaders.RootOf(http);
        var gone = some.Where(change => change.Card is null).Select(change => DavPath.Write(address, [.. change.Top.Path, .. change.Path], change.IsFolder))
            .Concat(vanished.Select(name => DavPath.Write(address, [name], token!.WasFolder(name)))); // vanished from it
        return new MultiStatus(
            [
                .. gone.Select<string, Action<XmlWriter>>(href => xml => MultiStatus.Write(xml, href, "404 Not Found")),
                .. write,
                .. isPart ? [xml => MultiStatus.Write(xml, DavPath.Write(address, place.Path, true), "507 Insufficient Storage", "number-of-matches-within-limits")] : (Action<XmlWriter>[])[],
                xml => xml.WriteElementString(Token.LocalName, Token.NamespaceName, next.ToString()),
            ]);
    }

    private static (IReadOnlyList<string> Path, EntryCard Card, Reach? Reach) Shown(EntryChange change, Reach? reach) =>
        ([.. change.Top.Path, .. change.Path], change.Path.Count == 0 ? reach!.Shown : change.Card!, reach); // only a reach is told itself

    private static Wish? Read(XElement? root)
    {
        var level = root?.Element(DavRequests.Dav + "sync-level")?.Value.Trim();
        var most = root?.Element(DavRequests.Dav + "limit")?.Element(DavRequests.Dav + "nresults")?.Value.Trim();
        return root?.Element(Token) is { } token && root.Element(DavRequests.Dav + "prop") is { } properties && level is "1" or "infinite" or "infinity"
            && (most is null || int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
            ? new(root!.Element(Token)!.Value.Trim(), level != "1", Math.Min(most is null ? int.MaxValue : int.Parse(most, CultureInfo.InvariantCulture), DocumentLimits.MostReported),
                new AskedProperties([.. root.Element(DavRequests.Dav + "prop")!.Elements().Select(each => each.Name).Distinct()], Usual: false, NamesOnly: false))
            : null;
    }

    /// <param name="Token">Empty: the program knows nothing yet.</param>
    /// <param name="IsDeep">All that lies in it at any depth.</param>
    /// <param name="Most">Entries it takes at once.</param>
    /// <param name="Asked">What it wants to know of each.</param>
    private sealed record Wish(string Token, bool IsDeep, int Most, AskedProperties Asked);
}
