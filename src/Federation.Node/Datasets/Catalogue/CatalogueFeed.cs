using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>
/// The changes of the catalogue as a stream of immutable events (DCAT-AP Feeds: a Linked Data Event Stream of Activity Streams): every page before the
/// last is full and never changes. What an event says of a dataset stands in the graph that bears the event's name, and is only what the signed
/// description says, and whether its files are open to everybody, so that it is the same after an upgrade.
/// </summary>
internal sealed class CatalogueFeed(ReleaseHistory history, PublishedReleases published, NodeOptions options)
{
    /// <summary>Events on a page: about half a megabyte.</summary>
    public const int PageSize = 100;

    /// <summary>Its stable address.</summary>
    public static string Address(NodeOptions options) => new Uri(options.Origin, "/catalog/feed").AbsoluteUri;

    /// <summary>The stream and where each page begins.</summary>
    public async Task<byte[]> Root(CancellationToken cancel)
    {
        var changes = CatalogueChange.Of(await history.Steps(cancel));
        var graph = new RdfGraph();
        var root = Address(options);
        graph.About(Stream(options), "ldes:EventStream").To("ldes:timestampPath", As("published")).To("ldes:versionOfPath", As("object")).To("tree:view", root);
        var node = graph.About(root, "tree:Node");
        for (var page = 0; page * PageSize < changes.Count; page++)
        {
            Relation(graph, node, PageUrl(options, page), changes[page * PageSize].At);
        }

        return JsonLd.Of(graph);
    }

    /// <summary>A page; null when there is none of that number.</summary>
    public async Task<(byte[] Bytes, bool IsFull)?> Page(int page, CancellationToken cancel)
    {
        var changes = CatalogueChange.Of(await history.Steps(cancel));
        if (page < 0 || page > changes.Count / PageSize)
        {
            return null;
        }

        var members = changes.Skip(page * PageSize).Take(PageSize).ToList();
        var titles = await published.Titles(cancel);
        var documents = await history.Descriptions([.. members.Where(change => change.Version is not null).Select(change => (change.DatasetId, change.Version!.Value))], cancel);
        var described = members.Where(change => change.Version is not null).ToDictionary(
            change => change.Number, change => DescribedRelease.Of(change.DatasetId, titles[change.DatasetId], documents[(change.DatasetId, change.Version!.Value)], change.IsOpen)); // it has events
        return (Write(options, page, members, described), members.Count == PageSize);
    }

    /// <summary>The document of a page.</summary>
    /// <param name="options">Where the stream stands.</param>
    /// <param name="page">Its number.</param>
    /// <param name="members">Its events.</param>
    /// <param name="described">What each says of its dataset, by its number; nothing for a deletion.</param>
    public static byte[] Write(NodeOptions options, int page, IReadOnlyList<CatalogueChange> members, IReadOnlyDictionary<long, DescribedRelease> described)
    {
        var graph = new RdfGraph();
        var stream = graph.About(Stream(options), "ldes:EventStream").To("tree:view", Address(options));
        var node = graph.About(PageUrl(options, page), "tree:Node");
        var events = new List<JsonObject>();
        foreach (var change in members)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{PageUrl(options, page)}#{change.Number}");
            stream.To("tree:member", id);
            events.Add(Member(options, id, change, described.GetValueOrDefault(change.Number)));
        }

        // The page after a full one is named before it has events, so that a full page does not change when it gets some.
        if (members.Count == PageSize)
        {
            Relation(graph, node, PageUrl(options, page + 1), members[^1].At);
        }

        return JsonLd.Document([.. JsonLd.Nodes(graph), .. events]);
    }

    private static JsonObject Member(NodeOptions options, string id, CatalogueChange change, DescribedRelease? release)
    {
        var graph = new RdfGraph();
        graph.About(id, $"as:{change.Kind}").To("as:object", new Uri(options.Origin, $"/datasets/{change.DatasetId}").AbsoluteUri).Moment("as:published", change.At);
        var member = JsonLd.Nodes(graph)[0];
        if (release is not null)
        {
            var payload = new RdfGraph();
            DcatDataset.Add(payload, release);
            member["@graph"] = new JsonArray([.. JsonLd.Nodes(payload)]);
        }

        return member;
    }

    private static void Relation(RdfGraph graph, RdfNode node, string page, DateTimeOffset from)
    {
        var id = $"{node.Iri}#to-{page[(page.LastIndexOf('/') + 1)..]}";
        node.To("tree:relation", id);
        graph.About(id, "tree:GreaterThanOrEqualToRelation").To("tree:node", page).To("tree:path", As("published")).Moment("tree:value", from);
    }

    private static string Stream(NodeOptions options) => Address(options) + "#stream";

    private static string PageUrl(NodeOptions options, int page) => string.Create(CultureInfo.InvariantCulture, $"{Address(options)}/{page}");

    private static string As(string name) => RdfGraph.Prefixes["as"] + name;
}
