using System.Net;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions;

/// <summary>A date on the form, by hand and out of a spreadsheet.</summary>
public sealed class A_day_of_which_the_month_is_kept(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_entered_as_a_day_and_stored_as_its_month()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Accidents);
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign);
        Assert.Contains("Day of the accident (only the month), Days off work, What happened (for the member alone)", ana.Text, StringComparison.Ordinal);
        await ana.Open(campaign + "/contribute");
        var input = (IHtmlInputElement)ana.Page.QuerySelector("#accident")!;
        Assert.Equal(("date", "2026-02-10"), (input.Type, input.Minimum));
        Assert.Equal("Only the month is kept, not the day.", ana.Page.QuerySelector("#" + input.GetAttribute("aria-describedby"))!.TextContent);

        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("accident", "2026-10-14"), ("daysLost", "5"), ("note", ""));
        Assert.Contains("2026-10", ana.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-10-14", ana.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.DoesNotContain("-14", JsonSerializer.Serialize(await Givings(node, campaign)), StringComparison.Ordinal);

        // One accident of each: told again, it is corrected. The month alone is enough.
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("accident", "2026-09"), ("daysLost", "5"));
        Assert.Equal("2026-09", Assert.Single(await Rows(node, campaign)).Dimensions["accident"]);
    }

    [Theory]
    [InlineData("en", "2026-02-09", "Day of the accident must be a day from 10 February 2026 on, and not in the future.")]
    [InlineData("fr", "2026-12-24", "Jour de l'accident doit être un jour à partir du 10 février 2026, et pas dans le futur.")]
    [InlineData("es", "2026-02-30", "Día del accidente debe ser un día como 2026-11-03.")]
    [InlineData("es", "14/10/2026", "Día del accidente debe ser un día como 2026-11-03.")]
    [InlineData("en", "2026-W41", "Day of the accident must be a day like 2026-11-03.")]
    [InlineData("en", "2026-01", "Day of the accident must be a day from 10 February 2026 on")]
    public async Task Is_refused_beside_its_field_in_the_members_language(string language, string day, string words)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Accidents);
        using var ana = await node.Agreeing(campaign, "ana");
        ana.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("accident", day), ("daysLost", "5"), ("note", "the ramp"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Contains(words, ana.Page.QuerySelector("#accident-refused")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("accident-refused", ana.Page.QuerySelector("#accident[aria-invalid=true]")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
        Assert.Equal("the ramp", ana.Page.QuerySelector("#note")!.GetAttribute("value"));
        Assert.Empty(await Rows(node, campaign));
    }

    [Fact]
    public async Task Adds_up_the_days_of_a_spreadsheet_month_by_month()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Of($"{SampleDefinition.Sector}, {SampleDefinition.HoursOfMonths}", ["sector", "day"], "worked"));
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Contains("By hand, one month", ana.Text, StringComparison.Ordinal);
        await ana.Upload(campaign + "/sheet", "sheet", "clock.csv", Encoding.UTF8.GetBytes("Date;Hours\n30.09.2026;7:30\n01.10.2026;8 h\n02.10.2026;7,5 h\n2026-10;45 min\n03.11.2026;late\n24.12.2026;1:00\n"));
        var look = ana.Page.QuerySelector("form[action$='/look']")!;
        await ana.Submit(look.GetAttribute("action")!, [.. look.QuerySelectorAll("select").Cast<IHtmlSelectElement>().Where(select => select.Name != "sector").Select(select => (select.Name!, select.Value ?? "")), ("sector", "care")]);
        Assert.Equal(["Care", "2026-09", "7:30", "1", "Care", "2026-10", "16:15", "3"], ana.Page.QuerySelectorAll("tbody td").Select(cell => cell.TextContent.Trim()));
        Assert.Contains("Day: the day and time; only the month is kept, and the rows of a month are added up.", ana.Text, StringComparison.Ordinal);
        Assert.Contains("All of 2026-11: Row 6 of it does not fit.", ana.Text, StringComparison.Ordinal);
        Assert.Contains("Row 7: Day must be a day from 1 December 2016 on, and not in the future.", ana.Text, StringComparison.Ordinal);
        await ana.Submit(ana.Page.QuerySelector("form[action*='/sheet/']")!.GetAttribute("action")!);
        Assert.Equal([("2026-09", 450L), ("2026-10", 975L)], (await Rows(node, campaign)).Select(row => (row.Dimensions["day"], row.Measures["worked"])));
        Assert.Equal(0, await node.Count("node.import_draft"));
        Assert.Contains("16:15", ana.Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<OpenGiving>> Givings(RunningNode node, string campaign)
    {
        var views = node.Services.GetRequiredService<ContributionViews>();
        return await views.Givings(DatasetSteps.IdOf(campaign), await node.Person("ana"), Cancel);
    }

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
}
