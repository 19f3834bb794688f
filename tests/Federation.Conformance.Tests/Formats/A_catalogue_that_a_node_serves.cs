using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;
using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;

namespace Federation.Conformance.Tests.Formats;

/// <summary>What a portal is answered after a union has published, by the libraries and shapes of <see cref="A_catalogue_that_portals_harvest"/>.</summary>
public sealed class A_catalogue_that_a_node_serves(PostgresFixture postgres) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("federation-catalogue");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Has_what_DCAT_AP_demands_in_either_form_and_in_its_changes()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();
        await node.Contribute(campaign, 15, "retail", "south");
        await node.Release();

        var seen = await Harvest.Of(folder, Encoding.UTF8.GetString(await Get(node, "/catalog", "text/turtle")), await Get(node, "/catalog", "application/ld+json"), await Changes(node, 2));
        Assert.True((bool)seen["sameStatements"]!);
        Assert.Empty(seen["faults"]!.AsArray());
        Assert.True((int)seen["faultsWithoutTitleAndAddress"]! > 10, "The shapes notice nothing.");
        var dataset = Assert.Single(seen["datasets"]!.AsArray())!;
        Assert.Equal((new Uri(node.Origin, $"/datasets/{DatasetSteps.IdOf(path)}").AbsoluteUri, "2"), (dataset["id"]!.ToString(), dataset["version"]!.ToString()));
        Assert.Equal(2 + ReleaseFormats.All.Count, dataset["files"]!.AsArray().Count);
        Assert.Equal(["Create", "Update"], seen["changes"]!.AsArray().Select(change => change!["type"]!.ToString().Split('#')[1]));
        Assert.All(seen["changes"]!.AsArray(), change => Assert.Empty(change!["faults"]!.AsArray()));
    }

    private static async Task<byte[]> Get(RunningNode node, string path, string mediaType)
    {
        using var portal = new HttpClient { BaseAddress = node.Origin };
        portal.DefaultRequestHeaders.Accept.ParseAdd(mediaType);
        using var answer = await portal.GetAsync(path, Cancel);
        Assert.Equal((HttpStatusCode.OK, mediaType), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)); // an answer with a body has one
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    // The feed follows the events a moment later.
    private static async Task<byte[]> Changes(RunningNode node, int atLeast)
    {
        for (var i = 0; i < 100; i++)
        {
            var page = await Get(node, "/catalog/feed/0", "application/ld+json");
            if (JsonNode.Parse(page)!["@graph"]!.AsArray().Sum(each => (each!["tree:member"] as JsonArray)?.Count ?? 0) >= atLeast)
            {
                return page;
            }

            await Task.Delay(100, Cancel);
        }

        throw new InvalidOperationException($"The feed has no {atLeast} changes.");
    }
}
