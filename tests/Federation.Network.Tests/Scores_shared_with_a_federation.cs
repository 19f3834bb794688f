using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

/// <summary>Two processes, each with a database of its own: what a federation reads of a union's assessment, and what it never does.</summary>
public sealed class Scores_shared_with_a_federation(PostgresFixture postgres)
{
    private const string Shared = "/affiliate-scores";

    [Fact]
    public async Task Are_twelve_numbers_that_follow_each_assessment_until_they_are_taken_back()
    {
        await using var wire = await Wire.Tap();
        await using var fnt = await NodeProcess.SetUp("FNT", await postgres.CreateDatabase(), wire.Host);
        wire.Behind = fnt.Listen;
        await using var union = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        foreach (var node in new[] { fnt, union })
        {
            await node.AddPeople();
            await node.Start();
        }

        await union.Befriend(fnt);
        await fnt.Befriend(union);
        using var olga = await union.SignedIn("olga");
        using var sam = await union.SignedIn("sam");
        var campaign = await olga.OpenCampaign(sam);
        await olga.Open(campaign + "/assessments");
        Assert.Null(olga.Page.QuerySelector("form[action$='/scores/share']")); // nobody has signed yet whose affiliate it is

        using var administrator = await fnt.SignedIn("ines");
        await administrator.Open("/peers");
        await administrator.Submit($"/peers/{union.Host}/affiliation/propose", ("until", TimeProvider.System.GetUtcNow().AddDays(60).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        using var second = await fnt.SignedIn("sam");
        await second.Open("/peers");
        await second.Submit($"/peers/{union.Host}/affiliation/approve");
        await Patiently.Until(
            async () =>
            {
                await olga.Open(campaign + "/assessments");
                Assert.NotNull(olga.Page.QuerySelector("form[action$='/scores/share']"));
            },
            "the union hears that it is an affiliate");

        using var reader = await fnt.SignedIn("olga");
        await reader.Open(Shared);
        Assert.Contains("No affiliate shares scores", reader.Text, StringComparison.Ordinal); // off unless the officer says so
        await olga.Submit(campaign + "/scores/share");
        await Reads(reader, "3");
        await olga.Open(campaign + "/assessments");
        await olga.Submit(campaign + "/assessment", [.. Assessment.Sections.SelectMany(section => section.OneOf
            ? [(section.Name, section.Name == "protection" ? "2" : "3")]
            : Enumerable.Range(0, section.Items.Count).Select(item => (section.Name, item.ToString(CultureInfo.InvariantCulture))))]);
        await Reads(reader, "2");

        var told = string.Join('\n', wire.Letters.Select(letter => System.Text.Encoding.UTF8.GetString(letter.Body)));
        Assert.Contains("un:AssessmentScores", told, StringComparison.Ordinal);
        foreach (var secret in new[] { "Answer 1", "Accounts in use", "members.roles", "olga" })
        {
            Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
        }

        await olga.Open(campaign + "/assessments");
        await olga.Submit(campaign + "/scores/take-back");
        Assert.Equal(HttpStatusCode.OK, olga.Status);
        await Patiently.Until(
            async () =>
            {
                await reader.Open(Shared);
                Assert.Contains("No affiliate shares scores", reader.Text, StringComparison.Ordinal);
            },
            "the federation gives the scores up");
        Assert.Equal(1, await fnt.Count("select count(*) from node.mt_doc_affiliatescores where data::text not like '%protection%'"));
        Assert.Equal(0, await fnt.Count("select count(*) from node.mt_doc_affiliatescores where data::text like '%protection%'"));
    }

    private static Task Reads(Visitor reader, string protection) => Patiently.Until(
        async () =>
        {
            await reader.Open(Shared);
            var line = Assert.Single(reader.Page.QuerySelectorAll("tbody tr"));
            Assert.Equal("Union A", line.QuerySelector("th")!.TextContent);
            Assert.Equal(12, line.QuerySelectorAll("td.number").Length);
            Assert.Equal(protection, line.QuerySelectorAll("td.number")[6].TextContent); // the seventh of them
        },
        $"the federation reads {protection}");
}
