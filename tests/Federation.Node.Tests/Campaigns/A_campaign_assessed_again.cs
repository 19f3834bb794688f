using System.Net;
using AngleSharp.Dom;
using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Tests.Datasets;

namespace Federation.Node.Tests.Campaigns;

public sealed class A_campaign_assessed_again(PostgresFixture postgres)
{
    [Fact]
    public async Task Keeps_what_was_answered_before_and_says_what_changed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await olga.AssessAgain(campaign, protection: 2, minimise: 4);
        Assert.Equal(campaign + "/assessments", olga.Answer.RequestMessage!.RequestUri!.AbsolutePath);
        var (newest, first) = (olga.Page.QuerySelector("#assessment-2")!, olga.Page.QuerySelector("#assessment-1")!);
        Assert.Equal(("2", "−1"), Row(newest, "Protecting people"));
        Assert.Equal(("4", "="), Row(newest, "Collecting little"));
        Assert.Equal(("3", "–"), Row(first, "Protecting people"));
        Assert.Contains("Answered by olga", string.Join(' ', newest.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

        using var ana = await node.SignedIn("ana");
        await ana.Open(campaign + "/assessments");
        Assert.NotNull(ana.Page.QuerySelector("#assessment-1"));
        Assert.DoesNotContain("olga", ana.Text, StringComparison.Ordinal);
        Assert.Null(ana.Page.QuerySelector("main form"));
    }

    [Fact]
    public async Task Is_its_officers_to_assess_and_not_while_a_steward_decides()
    {
        await using var node = await RunningNode.Start(postgres);
        using var olga = await node.SignedIn("olga", Roles.Officer);
        using var otto = await node.SignedIn("otto", Roles.Officer);
        using var stan = await node.SignedIn("stan", Roles.Steward);
        var campaign = await olga.PrepareCampaign();
        await otto.Open(campaign);
        await otto.Replay("/sign-out", campaign + "/assessment");
        Assert.Equal(HttpStatusCode.Forbidden, otto.Status);
        foreach (var step in new[] { "submit", "approve" })
        {
            var person = step == "submit" ? olga : stan;
            await person.Open(campaign);
            await person.Submit($"{campaign}/{step}");
            await olga.Open(campaign + "/assessments");
            Assert.Null(olga.Page.QuerySelector($"form[action='{campaign}/assessment']"));
            await olga.Replay("/sign-out", campaign + "/assessment");
            Assert.Equal(HttpStatusCode.Conflict, olga.Status);
        }
    }

    [Theory, InlineData(1, 4, "Protecting people"), InlineData(3, 1, "Collecting little")]
    public async Task Pauses_where_it_is_too_low_until_it_is_assessed_better(int protection, int minimise, string section)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        using var olga = await node.SignedIn("olga", Roles.Officer);
        using var stan = await node.SignedIn("stan", Roles.Steward);
        using var ana = await node.Agreeing(campaign, "ana");
        var proposed = await olga.Propose();
        await olga.AssessAgain(campaign, protection, minimise);

        using var ben = await node.SignedIn("ben");
        foreach (var page in new[] { campaign, campaign + "/consent", campaign + "/assessments" })
        {
            await ben.Open(page);
            Assert.Contains($"“{section}” was assessed at 1 of 4", ben.Page.QuerySelector("#pause")!.TextContent, StringComparison.Ordinal);
        }

        await ben.Open(campaign + "/consent");
        await Answer(ben, campaign, "agree");
        Assert.Equal(HttpStatusCode.Conflict, ben.Status);
        await ben.Open(campaign + "/consent");
        await Answer(ben, campaign, "refuse");
        Assert.Equal(HttpStatusCode.OK, ben.Status);
        await ana.Open(campaign + "/contribute");
        Assert.Contains("takes and publishes nothing new", ana.Text, StringComparison.Ordinal);
        await olga.Open("/releases");
        await olga.Submit("/releases/propose");
        Assert.Equal(HttpStatusCode.Conflict, olga.Status);
        await stan.Open(proposed);
        await stan.Submit(proposed + "/sign");
        Assert.Equal(HttpStatusCode.Conflict, stan.Status);
        await ana.Open(campaign + "/consent");
        await ana.Submit(ana.Page.QuerySelector("form[action$='/withdraw']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, ana.Status);

        await olga.AssessAgain(campaign, protection: 3, minimise: 4);
        await ben.Open(campaign);
        Assert.Null(ben.Page.QuerySelector("#pause"));
        proposed = await olga.Propose();
        await stan.Open(proposed);
        await stan.Submit(proposed + "/sign");
        Assert.Contains("published", stan.Text, StringComparison.Ordinal);
    }

    private static async Task Answer(Visitor member, string campaign, string answer) =>
        await member.Submit(campaign + "/consent", ("answer", answer));

    private static (string Score, string Change) Row(IElement assessment, string section)
    {
        var row = assessment.QuerySelectorAll("tbody tr").Single(each => each.QuerySelector("th")!.TextContent == section);
        return (row.QuerySelectorAll("td")[0].TextContent, row.QuerySelectorAll("td")[1].TextContent);
    }
}
