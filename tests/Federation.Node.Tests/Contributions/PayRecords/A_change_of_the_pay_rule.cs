using System.Net;
using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.PayRecords;

/// <summary>The journey of the pay calculator: 94 people, 3,333 jobs (synthetic, ours), of whom 39 earn less, by 10.9 % on average.</summary>
public sealed class A_change_of_the_pay_rule(PostgresFixture postgres)
{
    private static readonly string[] Regions = ["north", "east", "south"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_told_by_a_release_in_figures_that_hold_and_betray_nobody()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.PayRuleChange);
        var (files, card) = (PaySample.Files(), await node.Card(campaign));
        Assert.Equal(94, files.Count);
        using var ana = await Uploads(node, campaign, files[0]);
        foreach (var (file, i) in files.Skip(1).Select((file, i) => (file, i)))
        {
            await node.GivePay(card, file, ("region", Regions[i % Regions.Length])); // ana shows that the pages do the same
        }

        var path = await node.Release();
        await ana.Open(path);
        var text = string.Join(' ', ana.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("earns less 39 of 94 41.5 % 32.1 – 51.6 %", text, StringComparison.Ordinal);
        var losers = ana.Page.QuerySelectorAll("tr").Single(row => row.TextContent.Contains("earns less", StringComparison.Ordinal) && row.TextContent.Contains("All", StringComparison.Ordinal));
        Assert.EndsWith("10.9 % (10.8 % – 11.0 %)", string.Join(' ', losers.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal); // Student's, of the 39
        Assert.Contains("if they had been drawn at random", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_seen_by_each_of_their_own_pay_before_anything_is_kept()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.PayRuleChange);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Null(ana.Page.QuerySelector("form[action$='/contribute']")); // what is counted is not typed
        await ana.Replay("/sign-out", campaign + "/contribute");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains("Choose the file that the pay calculator exported", ana.Text, StringComparison.Ordinal);
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/pay", "file", "everybody.csv", Encoding.UTF8.GetBytes(PaySample.All), ("region", "north"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains("the pay of 94 people", ana.Text, StringComparison.Ordinal);

        var mine = "order_number,order_total,order_pay,tip,delivery_only,phone\n7001,100,10.00,3.50,False,+33600000001\n7002,200,18.00,0,False,+33600000001\n";
        await ana.Upload(campaign + "/pay", "file", "pay.csv", Encoding.UTF8.GetBytes(mine), ("region", "north"));
        Assert.Contains("you were paid 28.00. The old rule would have paid 32.50: you earn 13.8 % less", ana.Text, StringComparison.Ordinal);
        Assert.Contains("order_number, tip, phone", ana.Text, StringComparison.Ordinal);
        Assert.Empty(await Rows(node, campaign));

        await ana.Submit(ana.Page.QuerySelector("form[action*='/pay/']")!.GetAttribute("action")!);
        var row = Assert.Single(await Rows(node, campaign));
        Assert.Equal((2L, 2800L, 3250L, 1385L), (row.Measures["jobs"], row.Measures["paid"], row.Measures["byOldRule"], row.Measures["loss"]));
        Assert.Equal(("less", "north"), (row.Dimensions["outcome"], row.Dimensions["region"]));
        Assert.Contains("28.00 EUR", ana.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.Count("node.import_draft"));
    }

    [Theory]
    [InlineData("5 + 0.075 * order_total", "5 + 0.075 *", "ends where a number or a column should stand")]
    [InlineData("5 + 0.075 * order_total", "delete(1)", "none of min, max and round")]
    [InlineData("\"code\": \"notLess\"", "\"code\": \"same\"", "the choice 'outcome' needs the answers 'less' and 'notLess'")]
    public async Task Cannot_be_asked_about_with_a_definition_that_nobody_can_read(string part, string other, string why)
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Federation.Node.Members.Roles.Officer);
        await officer.Open("/campaigns?start=pay-rule-change");
        var offered = officer.Page.QuerySelector("textarea")!.TextContent;
        await officer.Submit("/campaigns", ("definition", offered.Replace(part, other, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains(why, officer.Text, StringComparison.Ordinal);
    }

    private static async Task<Visitor> Uploads(RunningNode node, string campaign, string file)
    {
        var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/pay", "file", "pay.csv", Encoding.UTF8.GetBytes(file), ("region", "south"));
        await ana.Submit(ana.Page.QuerySelector("form[action*='/pay/']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        return ana;
    }

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
}
