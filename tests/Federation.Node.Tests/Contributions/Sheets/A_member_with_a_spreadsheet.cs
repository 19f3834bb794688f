using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions.Sheets;

public sealed class A_member_with_a_spreadsheet(PostgresFixture postgres)
{
    private static readonly (string, string)[] NotInTheFile = [("region", "north"), ("eveningMinutes", "0"), ("weekendMinutes", "0")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sees_what_is_kept_and_thrown_away_before_anything_is_stored()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/sheet", "sheet", "clock.xlsx", BookOfACompany.Of());
        Assert.Contains("Nothing has been kept yet", ana.Text, StringComparison.Ordinal);
        Assert.Contains("B: Heures travaillées", Chosen(ana, "from-workedMinutes"), StringComparison.Ordinal);

        await Look(ana, campaign);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains("Fill in: Region", ana.Text, StringComparison.Ordinal);
        await Look(ana, campaign, NotInTheFile);
        Assert.Equal(["Health and care", "North", "2026-W45", "945", "2", "0", "0", "2"], ana.Page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("D: Nom", ana.Text, StringComparison.Ordinal);
        Assert.Contains("other sheets of the workbook: Paie", ana.Text, StringComparison.Ordinal);
        Assert.Empty(await Rows(node, campaign));
        Assert.Equal(1, await node.Count("node.import_draft"));
        await CannotBeUsedBySomebodyElse(node, campaign, ana.Page.QuerySelector("form[action$='/map']")!.GetAttribute("action")!);

        // Back to the columns and on again, as it was.
        await ana.Submit(ana.Page.QuerySelector("form[action$='/map']")!.GetAttribute("action")!);
        Assert.Contains("North", Chosen(ana, "region"), StringComparison.Ordinal);
        await Look(ana, campaign, NotInTheFile);
        await ana.Submit(ana.Page.QuerySelector("form[action*='/sheet/']")!.GetAttribute("action")!);
        Assert.Contains("Your figures are kept", ana.Page.Body!.TextContent, StringComparison.Ordinal);
        var row = Assert.Single(await Rows(node, campaign));
        Assert.Equal(("care", "2026-W45", 945L, 2L), (row.Dimensions["sector"], row.Dimensions["week"], row.Measures["workedMinutes"], row.Measures["missedBreaks"]));
        Assert.Equal(0, await node.Count("node.import_draft"));
    }

    [Fact]
    public async Task Is_told_what_is_wrong_and_nothing_is_left_behind()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await node.Agreeing(campaign, "ana");
        foreach (var (file, words) in new (byte[], string)[]
        {
            ([], "Choose a spreadsheet"),
            (Encoding.UTF8.GetBytes("2026-11-02,8\n2026-11-03,8\n"), "must name the columns"),
            ([0xD0, 0xCF, 0x11, 0xE0], "of the old kind (.xls)"),
        })
        {
            await ana.Open(campaign + "/contribute");
            await ana.Upload(campaign + "/sheet", "sheet", "hours.csv", file);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
            Assert.Contains(words, ana.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await node.Count("node.import_draft"));
        await ana.Open(campaign + "/contribute");
        await ana.Upload(campaign + "/sheet", "sheet", "hours.csv", Encoding.UTF8.GetBytes("Date,Worked\nnever,8\n<script>,8\n"));
        await Look(ana, campaign, [.. NotInTheFile, ("sector", "care"), ("missedBreaks", "0")]);
        Assert.Contains("No row of the file fits", ana.Text, StringComparison.Ordinal);
        Assert.Contains("Row 2: What stands under Week is no date", ana.Text, StringComparison.Ordinal);
        Assert.Single(ana.Page.QuerySelectorAll("form[action*='/sheet/']")); // only the way back
        node.Clock.Advance(TimeSpan.FromHours(2));
        await ana.Submit(ana.Page.QuerySelector("form[action$='/map']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.Gone, ana.Status);
        Assert.Empty(await Rows(node, campaign));
    }

    private static async Task CannotBeUsedBySomebodyElse(RunningNode node, string campaign, string file)
    {
        using var ben = await node.Agreeing(campaign, "ben");
        await ben.Replay("/sign-out", file);
        Assert.Equal(HttpStatusCode.Gone, ben.Status);
        await ben.Open(campaign + "/consent");
        await ben.Submit(ben.Page.QuerySelector(".equal form")!.GetAttribute("action")!);
        await ben.Replay("/sign-out", file);
        Assert.Equal(HttpStatusCode.Conflict, ben.Status);
    }

    // The form as it stands, with what is chosen in it, and what is typed.
    private static Task<IHtmlDocument> Look(Visitor member, string campaign, params (string Name, string Value)[] typed)
    {
        var form = member.Page.QuerySelector("form[action$='/look']")!;
        var stands = form.QuerySelectorAll("select").Cast<IHtmlSelectElement>().Select(select => (Name: select.Name!, Value: select.Value ?? ""))
            .Concat(form.QuerySelectorAll("input:not([type=hidden])").Cast<IHtmlInputElement>().Select(input => (Name: input.Name!, input.Value)))
            .Where(each => typed.All(other => other.Name != each.Name));
        Assert.StartsWith(campaign, form.GetAttribute("action"), StringComparison.Ordinal);
        return member.Submit(form.GetAttribute("action")!, [.. stands, .. typed]);
    }

    private static string Chosen(Visitor member, string name) => member.Page.QuerySelector($"select[name='{name}'] option[selected]")?.TextContent ?? "";

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
}
