using System.Net;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

public sealed class A_survey_of_demands(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_everybody_once_under_each_of_their_five()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.Demands);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", Ticked("pay", "rota", "breaks", "safety", "heat", "respect"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains("Demands: choose at most 5.", ana.Text, StringComparison.Ordinal);
        await ana.Submit(campaign + "/contribute", Ticked("pay", "rota"));
        Assert.Contains("Higher pay, Rotas known four weeks ahead", ana.Text, StringComparison.Ordinal);

        // 39 want pay, 26 the rota, 14 safety, 12 respect; three want heat, which is hidden, and with it the next smallest.
        for (var person = 1; person < 40; person++)
        {
            await Gives(node, campaign, string.Join(',', new[] { person < 39 ? "pay" : null, person < 26 ? "rota" : null, person < 14 ? "safety" : null, person < 3 ? "heat" : null, person >= 28 ? "respect" : null }.OfType<string>()));
        }

        var path = await node.Release();
        await ana.Open(path);
        var rows = ana.Page.QuerySelectorAll("tr").Select(row => string.Join(" | ", row.QuerySelectorAll("th, td").Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Contains("Rotas known four weeks ahead | 26 of 40 | 65.0 % | 49.5 – 77.9 %", rows);
        Assert.Contains("Higher pay | 39 of 40 | 97.5 % | 87.1 – 99.6 %", rows);
        Assert.Contains("Limits in heat and cold | hidden", rows);
        Assert.Contains("the shares add up to more than a hundred", ana.Text, StringComparison.Ordinal);
        var (table, reason) = TableFile.Read(await ana.Http.GetByteArrayAsync(ana.Page.QuerySelectorAll("a.button").Single(link => link.TextContent == "JSON").GetAttribute("href"), Cancel));
        Assert.Null(reason);
        Assert.Equal(2, table!.Hidden.Count);
        foreach (var form in ana.Page.QuerySelectorAll("th[scope=row] a[href*='/v1/']").Select(link => link.GetAttribute("href")))
        {
            Assert.Equal(HttpStatusCode.OK, (await ana.Http.GetAsync(form, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task Is_told_with_noise_that_hides_all_five_of_a_person()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.Demands);
        for (var person = 0; person < 150; person++)
        {
            await Gives(node, campaign, person < 100 ? "pay,rota" : "pay,breaks");
        }

        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open($"/releases/noise?campaign={DatasetSteps.IdOf(campaign)}&dimensions=demands&part=1");
        Assert.Contains("Among all", officer.Text, StringComparison.Ordinal);
        Assert.Contains("± 22", officer.Text, StringComparison.Ordinal); // nine for one group; the root of five answers and all together times that
        await officer.Submit("/releases/noise/propose");
        var path = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        using var steward = await node.SignedIn("stan", Roles.Steward);
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        using var ana = await node.SignedIn("ana");
        await ana.Open(path);
        Assert.Contains("once under each of at most 5 answers and once among all", ana.Text, StringComparison.Ordinal);
        var shares = ana.Page.QuerySelectorAll("table").Single(table => table.QuerySelector("caption")?.TextContent.StartsWith("Share of the people counted", StringComparison.Ordinal) == true);
        Assert.Contains("Higher pay", shares.TextContent, StringComparison.Ordinal);
        var (table, reason) = TableFile.Read(await ana.Http.GetByteArrayAsync(ana.Page.QuerySelectorAll("a.button").Single(link => link.TextContent == "JSON").GetAttribute("href"), Cancel));
        Assert.Null(reason);
        Assert.InRange(table!.Find(["pay"])!.Persons, 150 - 80, 150 + 80); // seven times as wide as the noise
        Assert.InRange(table.Find([null])!.Persons, 150 - 80, 150 + 80);
    }

    private static (string, string)[] Ticked(params string[] demands) => [.. demands.Select(demand => ("demands", demand))];

    private static async Task Gives(RunningNode node, string campaign, string demands)
    {
        var card = await node.Card(campaign);
        var (rows, refusal) = ContributionRules.FromForm(card.Schema, new Dictionary<string, string> { ["demands"] = demands }, new DateOnly(2026, 11, 24));
        Assert.Null(refusal);
        await node.Give(card, rows!);
    }
}
