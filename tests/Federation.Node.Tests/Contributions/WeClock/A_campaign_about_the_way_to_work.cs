using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_campaign_about_the_way_to_work(PostgresFixture postgres)
{
    private static readonly DateOnly[] Mondays = [new(2026, 11, 2), new(2026, 11, 9)];

    [Fact]
    public async Task Says_what_it_keeps_of_it_and_keeps_one_number_a_week()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(WithCommute());
        using var ana = await Uploads(node, campaign, "ana", WeClockGenerator.Generate(1, WeClockPlatform.Ios, Mondays, WeeklyProfile.Early));
        Assert.Contains("The way to work counts from leaving your home", ana.Text, StringComparison.Ordinal);
        Assert.Contains("where you live and when you left are thrown away", ana.Text, StringComparison.Ordinal);
        await ana.Submit(Keep(ana), ("work", "1"));
        var rows = await node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), TestContext.Current.CancellationToken);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Contains(row.Measures["commuteMinutes"], new long[] { 350, 420 }));
    }

    [Fact]
    public async Task Refuses_an_export_in_which_no_way_is_seen()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(WithCommute());
        using var ana = await Uploads(node, campaign, "ana", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "weclock", "weclock_ios_synthetic_data.csv"), TestContext.Current.CancellationToken));
        await ana.Submit(Keep(ana), ("work", "1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains("In no week the export shows the way between your home and your work", ana.Text, StringComparison.Ordinal);
    }

    private static string WithCommute()
    {
        var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!.AsObject();
        definition["schema"]!["fields"]!.AsArray().Add(JsonNode.Parse("""
            {"name": "commuteMinutes", "kind": "number", "label": {"en": "Way to work", "fr": "Trajet", "es": "Trayecto"}, "unit": "min", "minimum": 0, "maximum": 10080, "import": "weclock.commuteMinutes"}
            """));
        definition["schema"]!["table"]!["measures"]!.AsArray().Add("commuteMinutes");
        return definition.ToJsonString();
    }

    private static async Task<Visitor> Uploads(RunningNode node, string campaign, string name, byte[] export)
    {
        var member = await node.Agreeing(campaign, name);
        await member.Open(campaign + "/contribute");
        await member.Upload(campaign + "/import", "file", "data.csv", export, ("sector", "care"), ("region", "north"));
        return member;
    }

    private static string Keep(Visitor member) => member.Page.QuerySelector("form[action*='/import/']")!.GetAttribute("action")!;
}
