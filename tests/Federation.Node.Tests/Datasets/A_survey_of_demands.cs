using System.Net;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
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

    private static (string, string)[] Ticked(params string[] demands) => [.. demands.Select(demand => ("demands", demand))];

    private static async Task Gives(RunningNode node, string campaign, string demands)
    {
        var card = await node.Card(campaign);
        var (rows, refusal) = ContributionRules.FromForm(card.Schema, new Dictionary<string, string> { ["demands"] = demands }, new DateOnly(2026, 11, 24));
        Assert.Null(refusal);
        await node.Give(card, rows!);
    }
}
