using System.Net;
using Federation.Node.Tests.Campaigns;

namespace Federation.Node.Tests.Datasets;

/// <summary>Whoever reads a table must be able to judge it, use it and cite it.</summary>
public sealed class A_release_on_its_page(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_it_is_how_far_it_may_be_trusted_and_how_to_cite_it()
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await Publish(node);
        using var ana = await node.SignedIn("ana");
        await ana.Open(path);
        Assert.Contains("Working hours 2026: ", ana.Text, StringComparison.Ordinal);
        var facts = ana.Page.QuerySelectorAll("main dt").ToDictionary(name => name.TextContent.Trim(), name => name.NextElementSibling!.TextContent.Trim());
        Assert.Equal("2 November 2026 to 8 November 2026", facts["Period"]);
        Assert.Contains("People counted: 20", facts["Coverage"], StringComparison.Ordinal);
        Assert.StartsWith("Weekly figures that members gave", facts["Method"], StringComparison.Ordinal);
        Assert.Contains("every figure stands for at least 10 people", facts["Uncertainty"], StringComparison.Ordinal);
        Assert.Contains("signed off by a steward", facts["Where it comes from"], StringComparison.Ordinal);
        Assert.Contains($"Working hours 2026, v1. {node.Origin}datasets/", facts["How to cite it"], StringComparison.Ordinal);
        Assert.NotNull(ana.Page.QuerySelector("figure svg[role=img]"));
    }

    [Theory]
    [InlineData("en", "Downloads")]
    [InlineData("fr", "Téléchargements")]
    [InlineData("es", "Descargas")]
    public async Task Offers_every_form_in_the_readers_language(string language, string heading)
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await Publish(node);
        using var ana = await node.SignedIn("ana");
        ana.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        await ana.Open(path);
        Assert.Equal(heading, ana.Page.QuerySelector("#downloads")!.TextContent);
        var links = ana.Page.QuerySelectorAll("#downloads ~ .scroll a").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith("/datasets/", StringComparison.Ordinal) && link.Contains('.', StringComparison.Ordinal)).ToList();
        Assert.Equal(
            [$"table.{language}.xlsx", "datapackage.zip", $"jsonstat.{language}.json", "data.sdmx.csv", "structure.sdmx.json", "table.parquet", $"chart.{language}.vl.json"],
            links.Select(link => link[(link.LastIndexOf('/') + 1)..]));
        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await ana.Http.GetAsync(link, Cancel)).StatusCode);
        }
    }

    private static async Task<string> Publish(RunningNode node)
    {
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 11, "retail", "south");
        return await node.Release();
    }
}
