using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Releases;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets.Catalogue;

/// <summary>What a portal that harvests a union is answered; stock RDF libraries read it in the suite of conformance.</summary>
public sealed class A_catalogue(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "application/ld+json")]
    [InlineData("*/*", "application/ld+json")]
    [InlineData("text/turtle", "text/turtle")]
    [InlineData("application/ld+json;q=0.5, text/turtle;q=0.9", "text/turtle")]
    [InlineData("text/turtle;q=0.5, application/ld+json", "application/ld+json")]
    public async Task Is_given_to_everybody_in_the_form_that_is_asked_for(string? accept, string mediaType)
    {
        await using var node = await RunningNode.Start(postgres);
        using var portal = new HttpClient { BaseAddress = node.Origin };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalog");
        if (accept is not null)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var answer = await portal.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
        Assert.Contains("dcat:Catalog", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Costs_strangers_no_reading_of_the_tables_unless_one_has_changed()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Release();
        var here = replica.Services.GetRequiredService<PublishedReleases>();
        var first = await here.All(Cancel);
        Assert.Equal(1, Assert.Single(first).Version);
        Assert.Same(first, await here.All(Cancel));

        await node.Contribute(campaign, 15, "retail", "north"); // and the other replica signs another version
        await node.Release();
        Assert.Equal(2, Assert.Single(await here.All(Cancel)).Version);
    }

    [Fact]
    public async Task Leads_a_browser_to_the_page_of_tables()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/catalog");
        Assert.Equal("/releases", ana.Answer.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task Lists_what_is_published_with_every_form_and_no_figure()
    {
        await using var node = await RunningNode.Start(postgres);
        using var portal = new HttpClient { BaseAddress = node.Origin };
        Assert.Empty(Of(await Graph(portal), "dcat:Dataset"));
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();

        var graph = await Graph(portal);
        var dataset = Assert.Single(Of(graph, "dcat:Dataset"));
        Assert.Equal($"{node.Origin}datasets/{DatasetSteps.IdOf(path)}", dataset["@id"]!.ToString());
        Assert.Equal(["Horas de trabajo 2026", "Temps de travail 2026", "Working hours 2026"], dataset["dct:title"]!.AsArray().Select(title => title!["@value"]!.ToString()).Order());
        Assert.Equal(2 + ReleaseFormats.All.Count, Of(graph, "dcat:Distribution").Count());
        Assert.Equal("2026-11-02", Assert.Single(Of(graph, "dct:PeriodOfTime"))["dcat:startDate"]![0]!["@value"]!.ToString());
        Assert.DoesNotContain("28866", graph.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("north", graph.ToJsonString(), StringComparison.Ordinal);
        using var ana = await node.SignedIn("ana");
        foreach (var distribution in Of(graph, "dcat:Distribution"))
        {
            var address = distribution["dcat:downloadURL"]![0]!["@id"]!.ToString();
            Assert.Equal(HttpStatusCode.Unauthorized, (await portal.GetAsync(address, Cancel)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await ana.Http.GetAsync(address, Cancel)).StatusCode);
        }

        Assert.StartsWith("@prefix as:", await portal.GetStringAsync("/catalog.ttl", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_its_changes_and_never_takes_one_back()
    {
        await using var node = await RunningNode.Start(postgres);
        using var portal = new HttpClient { BaseAddress = node.Origin };
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();
        await Neighbours.Eventually(async () => (await Changes(portal)).Count == 1, "the first version is in the feed", node);
        var first = (await Changes(portal))[0];
        await Withdrawing.Of(node, members[0]);
        await Neighbours.Eventually(async () => (await Changes(portal)).Count == 2, "the correction is in the feed", node);
        foreach (var member in members.Skip(1))
        {
            await Withdrawing.Of(node, member);
        }

        await Neighbours.Eventually(async () => (await node.Dataset(path))!.Current is null && Kind((await Changes(portal))[^1]) == "as:Delete", "it is gone", node);
        var changes = await Changes(portal);
        Assert.Equal(["as:Create", "as:Update"], changes.Take(2).Select(Kind));
        Assert.True(JsonNode.DeepEquals(first, changes[0]), "What was said of the first version has changed.");
        Assert.All(changes, change => Assert.Equal($"{node.Origin}datasets/{DatasetSteps.IdOf(path)}", change["as:object"]![0]!["@id"]!.ToString()));
        Assert.Equal(["1", "2"], changes.Take(2).Select(change => change["@graph"]!.AsArray().Single(each => each!["dcat:version"] is not null)!["dcat:version"]![0]!["@value"]!.ToString()));
        Assert.Null(changes[^1]["@graph"]);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.GetAsync("/catalog/feed/1", Cancel)).StatusCode);
    }

    private static string Kind(JsonObject change) => change["@type"]![0]!.ToString();

    // As a harvester walks: from the root along its relations, and along those of each page.
    private static async Task<List<JsonObject>> Changes(HttpClient portal)
    {
        var (open, members) = (new Queue<string>(["/catalog/feed"]), new List<JsonObject>());
        var seen = new HashSet<string>();
        while (open.TryDequeue(out var address))
        {
            if (!seen.Add(address))
            {
                continue;
            }

            using var answer = await portal.GetAsync(address, Cancel);
            Assert.Equal(new MediaTypeHeaderValue("application/ld+json"), answer.Content.Headers.ContentType);
            var nodes = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["@graph"]!.AsArray().Select(node => node!.AsObject()).ToList();
            foreach (var relation in nodes.Where(node => node["tree:node"] is not null))
            {
                open.Enqueue(relation["tree:node"]![0]!["@id"]!.ToString());
            }

            var named = nodes.SelectMany(node => (node["tree:member"] as JsonArray ?? []).Select(member => member!["@id"]!.ToString())).ToHashSet();
            members.AddRange(nodes.Where(node => named.Contains(node["@id"]!.ToString())));
        }

        return members;
    }

    private static IEnumerable<JsonNode> Of(JsonArray graph, string type) =>
        graph.Where(node => (node!["@type"] as JsonArray)?.Any(each => each!.ToString() == type) == true).Select(node => node!);

    private static async Task<JsonArray> Graph(HttpClient portal) => JsonNode.Parse(await portal.GetStringAsync("/catalog.jsonld", Cancel))!["@graph"]!.AsArray();
}
