using System.Net;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Open;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets.Formats;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Datasets;

/// <summary>A figure for the press and for everybody: members agreed to it, nobody can be taken out of it any more, and two people decided (docs/decisions/0051).</summary>
public sealed class A_table_for_everybody(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_opened_by_two_people_when_nothing_is_left_of_what_was_given_and_then_strangers_read_all_of_it()
    {
        await using var node = await RunningNode.Start(postgres, "Union A");
        using var stranger = new HttpClient { BaseAddress = node.Origin };
        var (campaign, path) = await Published(node, CampaignSteps.WorkingHoursForEverybody);
        var release = (await node.Dataset(path))!.Current!;
        var (table, page) = ("/files/" + release.TableSha256, path.Replace("/releases", "/open", StringComparison.Ordinal));

        // Members read it before they agree, and where tables go.
        using var mia = await node.SignedIn("mia");
        await mia.Open(campaign);
        Assert.Contains("everybody, once what was contributed is destroyed", mia.Text, StringComparison.Ordinal);
        await mia.Open(campaign + "/consent");
        Assert.Contains("may publish the table that stands openly", mia.Page.QuerySelector("#notice")!.TextContent, StringComparison.Ordinal);

        // Not while somebody can still withdraw.
        using var both = await node.SignedIn("bea", Roles.Officer, Roles.Steward);
        await both.Open(path);
        Assert.Contains("Members can still withdraw", both.Text, StringComparison.Ordinal);
        await both.Replay(path + "/take-back", path + "/open", ("version", "1"));
        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        await node.DateComes(campaign);

        await both.SignIn("bea", RunningNode.Password); // a year later
        await both.Open(path);
        await both.Submit(path + "/open");
        Assert.Contains("another steward has to confirm", both.Text, StringComparison.Ordinal);
        await both.Replay(path + "/open/decline", path + "/open/confirm");
        Assert.Equal(HttpStatusCode.Forbidden, both.Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(page, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(table, Cancel)).StatusCode);
        Assert.Contains("No table is open to everybody", await stranger.GetStringAsync("/open", Cancel), StringComparison.Ordinal);

        using var steward = await node.SignedIn("stan", Roles.Steward);
        await steward.Open(path);
        await steward.Submit(path + "/open/confirm");
        Assert.Contains("Open to everybody since", steward.Text, StringComparison.Ordinal);

        Assert.Contains(page, await stranger.GetStringAsync("/open", Cancel), StringComparison.Ordinal);
        await Reads(stranger, node, page, table);
        await Harvests(stranger, page);

        // Two people take it back: strangers are told, wherever they ask.
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(path);
        await officer.Submit(path + "/take-back", ("version", "1"), ("why", "Hours of March stand under April."));
        await steward.Open(path);
        await steward.Submit(path + "/take-back/confirm");
        using var gone = await stranger.GetAsync(page, Cancel);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("This table was wrong", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync(table, Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1/table.en.xlsx", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Is_none_of_a_campaign_whose_members_were_not_told()
    {
        await using var node = await RunningNode.Start(postgres, "Union A");
        var (campaign, path) = await Published(node, "");
        await node.DateComes(campaign);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(path);
        Assert.Null(officer.Page.QuerySelector($"form[action='{path}/open']"));
        await officer.Replay(path + "/take-back", path + "/open", ("version", "1"));
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("were not told", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_told_once_in_the_notice_however_often_the_definition_is_read_and_is_wider_than_a_template_that_does_not_say_it()
    {
        var told = SampleDefinition.Read(CampaignSteps.WorkingHoursForEverybody);
        var again = SampleDefinition.Read(CampaignDefinitions.Write(told));
        Assert.Equal(told.Notice, again.Notice);
        Assert.Equal(told.Recipients, again.Recipients);
        Assert.Equal(1 + SampleDefinition.Read(CampaignDefinitions.WorkingHours).Recipients.Count, told.Recipients.Count);

        var silent = SampleDefinition.Read(CampaignDefinitions.WorkingHours);
        Assert.Contains("another recipient, “everybody", TemplateNarrowing.Widens(silent, told)!.En, StringComparison.Ordinal);
        Assert.Null(TemplateNarrowing.Widens(told, silent));
        Assert.DoesNotContain("publishedOpenly", CampaignDefinitions.Write(silent), StringComparison.Ordinal); // templates are named by their bytes
    }

    [Fact]
    public void Is_described_so_that_no_word_in_it_can_end_the_description()
    {
        var sample = SampleRelease.Whole;
        var hostile = sample with { Table = sample.Table with { Title = Text.Same("</script><script>alert(1)</script>") } };
        var written = SchemaOrg.Of(hostile, new Uri("https://fnt.example/open/1"), "</script>", "en").ToJsonString();
        Assert.DoesNotContain("<", written, StringComparison.Ordinal);
        Assert.Equal(hostile.Table.Title.En, (string?)JsonNode.Parse(written)!["name"]);
    }

    // What a person sees, what a search engine reads, and every file that the two are led to.
    private static async Task Reads(HttpClient stranger, RunningNode node, string page, string table)
    {
        var document = new HtmlParser().ParseDocument(await stranger.GetStringAsync(page, Cancel));
        Assert.Contains("open to everybody", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(document.QuerySelectorAll("main table td"));
        Assert.Null(document.QuerySelector("main form"));
        var described = JsonNode.Parse(document.QuerySelector("script[type='application/ld+json']")!.TextContent)!;
        Assert.Equal(("https://schema.org/", "Dataset"), ((string?)described["@context"], (string?)described["@type"]));
        Assert.Equal(new Uri(node.Origin, page).AbsoluteUri, (string?)described["url"]);
        Assert.Equal("https://creativecommons.org/licenses/by/4.0/", (string?)described["license"]);
        Assert.Equal("Union A", (string?)described["creator"]!["name"]);
        Assert.Equal("2026-11-02/2026-11-08", (string?)described["temporalCoverage"]);
        Assert.InRange(described["description"]!.ToString().Length, 50, 5000); // as dataset searches ask for
        Assert.Contains(described["variableMeasured"]!.AsArray(), variable => (string?)variable!["unitText"] == "min");

        var links = document.QuerySelectorAll("main a[href^='/files/'], main a[href^='/datasets/']").Select(link => link.GetAttribute("href")!).ToList();
        Assert.Contains(table, links);
        var files = described["distribution"]!.AsArray().Select(file => file!["contentUrl"]!.ToString()).ToList();
        Assert.Equal(ReleaseFormats.In("en").Count(), files.Count);
        foreach (var address in links.Concat(files))
        {
            using var answer = await stranger.GetAsync(address, Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address} answers {answer.StatusCode}");
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    // A portal is told by the catalogue, and by its changes.
    private static async Task Harvests(HttpClient stranger, string page)
    {
        var turtle = await stranger.GetStringAsync("/catalog.ttl", Cancel);
        Assert.Contains("access-right/PUBLIC", turtle, StringComparison.Ordinal);
        Assert.DoesNotContain("access-right/RESTRICTED", turtle, StringComparison.Ordinal);
        Assert.Contains(page, turtle, StringComparison.Ordinal);
        await Neighbours.Eventually(
            async () => (await stranger.GetStringAsync("/catalog/feed/0", Cancel)).Contains("access-right/PUBLIC", StringComparison.Ordinal), "the change is in the feed");
    }

    private static async Task<(string Campaign, string Path)> Published(RunningNode node, string definition)
    {
        var campaign = await node.OpenCampaign(definition);
        await node.Contribute(campaign, 12, "care", "north");
        return (campaign, await node.Release());
    }
}
