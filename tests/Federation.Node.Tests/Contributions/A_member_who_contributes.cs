using System.Net;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Contributions;

public sealed class A_member_who_contributes(PostgresFixture postgres)
{
    private static readonly (string, string)[] GoodWeek =
    [
        ("sector", "care"), ("region", "north"), ("week", "2026-W45"), ("workedMinutes", "2500"), ("missedBreaks", "2"),
        ("eveningMinutes", "120"), ("weekendMinutes", "0"),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sees_the_week_they_typed()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", GoodWeek);
        Assert.Contains("2026-W45", ana.Text, StringComparison.Ordinal);
        Assert.Contains("2500", ana.Text, StringComparison.Ordinal);
        var row = Assert.Single(await Rows(node, campaign));
        Assert.Equal("care", row.Dimensions["sector"]);
        Assert.Equal(2500, row.Measures["workedMinutes"]);
    }

    [Theory]
    [InlineData("weclock_ios_synthetic_data.csv"), InlineData("weclock_android_synthetic.zip")]
    public async Task Imports_an_export_after_saying_which_place_is_work(string file)
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "weclock", file), Cancel);
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/import", "file", file, bytes, ("sector", "care"), ("region", "north"));
        Assert.Contains("Nothing has been kept yet", ana.Text, StringComparison.Ordinal);
        Assert.Empty(await Rows(node, campaign));
        var confirm = ana.Page.QuerySelector("form[action*='/import/']")!.GetAttribute("action")!;
        await ana.Submit(confirm);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status); // no place ticked
        await ana.Submit(confirm, ("work", "1"));
        Assert.Equal([2820L, 2555L], (await Rows(node, campaign)).Select(row => row.Measures["workedMinutes"]));
        Assert.Equal(0, await Count(node, "node.import_draft"));
    }

    [Fact]
    public async Task Leaves_no_coordinate_and_no_figure_readable_in_the_database()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "weclock", "weclock_ios_synthetic_data.csv"), Cancel);
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/import", "file", "data.csv", bytes, ("sector", "care"), ("region", "north"));
        await ana.Submit(ana.Page.QuerySelector("form[action*='/import/']")!.GetAttribute("action")!, ("work", "1"));
        var source = node.Services.GetRequiredService<NpgsqlDataSource>();
        foreach (var secret in new[] { "50.0", "2820", "W45" })
        {
            await using var events = source.CreateCommand($"select count(*) from node.mt_events where data::text like '%{secret}%' and type like 'contribution%'");
            await using var views = source.CreateCommand($"select count(*) from node.mt_doc_contribution where data::text like '%{secret}%'");
            Assert.Equal(0L, await events.ExecuteScalarAsync(Cancel));
            Assert.Equal(0L, await views.ExecuteScalarAsync(Cancel));
        }
    }

    [Fact]
    public async Task Is_gone_from_the_rows_after_withdrawing()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", GoodWeek);
        await ana.Open(campaign + "/consent");
        await ana.Submit(ana.Page.QuerySelector(".equal form")!.GetAttribute("action")!);
        Assert.Empty(await Rows(node, campaign));
        await ana.Open("/contributions");
        Assert.Contains("Erased", ana.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Corrects_a_week_by_giving_it_again()
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        foreach (var minutes in new[] { "2500", "2400" })
        {
            await ana.Open(campaign + "/contribute");
            await ana.Submit(campaign + "/contribute", [.. GoodWeek.Where(field => field.Item1 != "workedMinutes"), ("workedMinutes", minutes)]);
        }

        Assert.Equal(2400, Assert.Single(await Rows(node, campaign)).Measures["workedMinutes"]);
    }

    [Theory]
    [InlineData("sector", "mining", "Choose one of the answers")]
    [InlineData("sector", "", "Fill in")]
    [InlineData("week", "2026-W99", "must be a week")]
    [InlineData("week", "2027-W05", "must be a week")]
    [InlineData("week", "2024-W40", "must be a week")] // 111 weeks ago: old weeks would fill a table until nobody can publish it
    [InlineData("week", "next week", "must be a week")]
    [InlineData("workedMinutes", "10081", "between 0 and 10080")]
    [InlineData("workedMinutes", "-1", "between 0 and 10080")]
    [InlineData("workedMinutes", "forty", "whole number")]
    [InlineData("workedMinutes", "99999999999999999999", "whole number")]
    public async Task Gets_a_precise_answer_to_a_wrong_one_and_keeps_what_they_typed(string field, string value, string message)
    {
        await using var node = await RunningNode.Start(postgres);
        var (ana, campaign) = await Consenting(node);
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", [.. GoodWeek.Where(each => each.Item1 != field), (field, value)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains(message, ana.Text, StringComparison.Ordinal);
        Assert.Equal("120", ana.Page.QuerySelector("#eveningMinutes")!.GetAttribute("value"));
        Assert.Empty(await Rows(node, campaign));
    }

    [Fact]
    public async Task Needs_to_have_agreed_first()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/contribute");
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        await ana.Submit(campaign + "/contribute", GoodWeek);
        Assert.Equal(HttpStatusCode.Conflict, ana.Status);
        Assert.Empty(await Rows(node, campaign));
    }

    private static async Task<(Visitor Ana, string Campaign)> Consenting(RunningNode node)
    {
        var campaign = await node.OpenCampaign();
        return (await node.Agreeing(campaign, "ana"), campaign);
    }

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(Guid.Parse(campaign.Split('/')[^1]), Cancel);

    private static async Task<long> Count(RunningNode node, string table)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync(Cancel))!; // a count always has a row
    }
}
