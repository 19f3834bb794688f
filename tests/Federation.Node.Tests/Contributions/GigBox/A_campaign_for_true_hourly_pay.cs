using System.Globalization;
using System.Net;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions;
using Federation.Node.Contributions.GigBox;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.GigBox;

public sealed class A_campaign_for_true_hourly_pay(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Shows_each_their_own_hour_and_publishes_the_share_below_the_minimum()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.TrueHourlyPay);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Null(ana.Page.QuerySelector("form[action$='/contribute'], form[action$='/sheet']")); // what is worked out is not typed
        await ana.Upload(campaign + "/gigbox", "gigbox", "gigbox.zip", "PK but not really"u8.ToArray(), ("region", "north"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);

        await ana.Upload(campaign + "/gigbox", "gigbox", "gigbox.zip", Export(9.50m), ("region", "north"));
        Assert.Contains("Of an hour 9.50 is left to you, after waiting and costs: less than the legal minimum of 11.88", ana.Text, StringComparison.Ordinal);
        Assert.Contains("2 screenshots, which are not opened", ana.Text, StringComparison.Ordinal);
        Assert.Contains("employer", ana.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.Count("node.mt_doc_contribution"));
        await ana.Submit(ana.Page.QuerySelector("form[action*='/gigbox/']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        Assert.Equal(0, await node.Count("node.import_draft"));
        Assert.Contains("9.50 EUR", ana.Text, StringComparison.Ordinal);

        var card = await node.Card(campaign);
        for (var i = 0; i < 29; i++)
        {
            await Gives(node, card, Export(i < 11 ? 9 + (i / 10m) : 13 + (i / 10m)), i % 2 == 0 ? "north" : "south");
        }

        await ana.Open(await node.Release());
        Assert.Contains(Rows(ana), row => row.StartsWith("is below it 12 of 30 40.0 %", StringComparison.Ordinal));
        Assert.Contains("less a cost for every kilometre", ana.Text, StringComparison.Ordinal);
        // 12 below: ana's 9.50, and 9.00 to 10.00 in steps of a tenth; 18 of 14.10 to 15.80. Student's interval of their mean.
        var all = Rows(ana).Last(row => row.StartsWith("All", StringComparison.Ordinal));
        Assert.EndsWith("12.77 EUR (11.74 EUR – 13.80 EUR)", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_who_pays_to_work_with_nothing_and_tells_them_what_it_cost()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(CampaignDefinitions.TrueHourlyPay);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/gigbox", "gigbox", "gigbox.zip", Export(1, miles: 10), ("region", "north"));
        Assert.Contains("Of an hour -", ana.Text, StringComparison.Ordinal);
        await ana.Submit(ana.Page.QuerySelector("form[action*='/gigbox/']")!.GetAttribute("action")!);
        var card = await node.Card(campaign);
        var cost = decimal.Round(16.09344m * card.Schema.HourlyPay!.CostPerKilometre, 2); // of ten miles, which all of them drove
        for (var i = 0; i < 29; i++)
        {
            await Gives(node, card, Export((i < 14 ? 10 : 14) + cost, miles: 10), "north");
        }

        await ana.Open(await node.Release());
        var all = Rows(ana).Last(row => row.StartsWith("All", StringComparison.Ordinal));
        Assert.Contains("11.67 EUR (", all, StringComparison.Ordinal); // once 0, 14 times 10, 15 times 14
        Assert.Contains("counts with nothing", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_not_asked_with_a_table_that_adds_up_what_may_be_below_zero()
    {
        await using var node = await RunningNode.Start(postgres);
        using var officer = await node.SignedIn("olga", Federation.Node.Members.Roles.Officer);
        await officer.Open("/campaigns?start=true-hourly-pay");
        var offered = officer.Page.QuerySelector("textarea")!.TextContent;
        await officer.Submit("/campaigns", ("definition", offered.Replace("\"left\",\n        \"leftSquared\"", "\"hourly\"", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains("the table adds up 'hourly', which may be below zero", officer.Text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rows(Visitor reader) => reader.Page.QuerySelectorAll("tr").Select(row =>
        string.Join(' ', row.QuerySelectorAll("th, td").SelectMany(cell => cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    // One job of one hour.
    private static byte[] Export(decimal pay, int miles = 0) => What_an_hour_pays.Zip(string.Create(CultureInfo.InvariantCulture,
        $"id,shift_id,start_time,end_time,mileage,total_pay,tip,employer\n1,7,2026-11-02 18:00,2026-11-02 19:00,{miles},{pay},0,SHIPT\n"));

    private static async Task Gives(RunningNode node, CampaignCard card, byte[] export, string region)
    {
        var pay = GigBoxFile.Read(export, card.Schema.HourlyPay!).Export!.Pay;
        var (rows, refusal) = ContributionRules.FromFigures(
            card.Schema, field => pay.Figure(field.Import), new Dictionary<string, string> { ["region"] = region }, new DateOnly(2026, 11, 24));
        Assert.Null(refusal);
        await node.Give(card, rows!, "gigbox");
    }
}
