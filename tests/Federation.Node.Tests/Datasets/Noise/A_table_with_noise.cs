using System.Net;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Tables;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Privacy.DifferentialPrivacy;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets.Noise;

public sealed class A_table_with_noise(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_chosen_priced_paid_and_signed_before_anybody_reads_it()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 150, "care", "north");
        await node.Contribute(campaign, 120, "retail", "south");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open("/releases");
        await officer.Open(officer.Page.QuerySelectorAll("a").Single(link => link.TextContent.StartsWith("with noise", StringComparison.Ordinal)).GetAttribute("href")!);
        Assert.Contains("Left of this campaign's budget: 100 %", officer.Text, StringComparison.Ordinal);
        Assert.Null(officer.Page.QuerySelector("#price"));

        await officer.Open($"/releases/noise?campaign={DatasetSteps.IdOf(campaign)}&dimensions=sector&part=2");
        Assert.Contains("50 % of the campaign's budget", officer.Text, StringComparison.Ordinal);
        Assert.Contains("± 13", officer.Text, StringComparison.Ordinal);
        Assert.Equal(0, await node.Spent()); // looking costs nothing
        await officer.Submit("/releases/noise/propose");
        var path = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        Assert.Equal(new Rational(12, 1000), await node.SpentRho());
        var proposed = (await node.Dataset(path))!.Candidate!;

        using var steward = await node.SignedIn("stan", Roles.Steward);
        using var ana = await node.SignedIn("ana");
        await ana.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, ana.Status);
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        await ana.Open(path);
        Assert.Contains("figures with noise", ana.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("± 13", ana.Text, StringComparison.Ordinal);
        Assert.Contains(ana.Page.QuerySelectorAll("svg.chart text.figure"), figure => figure.TextContent.EndsWith(" ± 13", StringComparison.Ordinal));
        Assert.Contains("differential privacy", ana.Text, StringComparison.Ordinal);
        Assert.Contains("budget that does not come back", ana.Text, StringComparison.Ordinal);
        var release = (await node.Dataset(path))!.Current!;
        Assert.Equal(proposed.TableSha256, release.TableSha256); // what the steward saw: nothing was drawn again
        var (table, reason) = TableFile.Read(await ana.Http.GetByteArrayAsync("/files/" + release.TableSha256, Cancel));
        Assert.Null(reason);
        Assert.Equal("3/250", table!.Noise!.Rho);
        Assert.InRange(table.Find(["care"])!.Persons, 150 - 50, 150 + 50); // seven and a half times as wide as the noise
        Assert.InRange(table.Find(["retail"])!.Persons, 120 - 50, 120 + 50);
        await ana.Open(campaign + "/assessments");
        Assert.Contains("Tables with noise drawn: 1, the last on 24 November 2026; spent of the privacy budget of the year to then: 4 %", ana.Page.QuerySelector("#evidence")!.TextContent, StringComparison.Ordinal);
        await ana.Open(path);
        Assert.Equal("", System.Text.Json.Nodes.JsonNode.Parse(release.Document)!["un:campaignTemplate"]!.ToString());
        Assert.Equal("noisyAggregate", System.Text.Json.Nodes.JsonNode.Parse(release.Document)!["un:basis"]!.ToString());
        foreach (var form in ana.Page.QuerySelectorAll("th[scope=row] a[href*='/v1/']").Select(link => link.GetAttribute("href")))
        {
            Assert.Equal(HttpStatusCode.OK, (await ana.Http.GetAsync(form, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task Is_not_drawn_when_the_budget_of_its_campaign_is_spent()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 60, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.ProposeWithNoise(campaign, 2);
        await steward.Open(path);
        await steward.Submit(path + "/return", ("reason", "One more look at it tells more of people."));
        await officer.ProposeWithNoise(campaign, 2); // what was sent back was seen, and stays paid
        var waiting = (await node.Dataset(path))!.Candidate!.TableSha256;

        await officer.ProposeWithNoise(campaign, 10);
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("This table costs 10 %", officer.Text, StringComparison.Ordinal);
        Assert.Contains("and 0 % is left", officer.Text, StringComparison.Ordinal);
        Assert.Equal(2, await node.Spent());
        Assert.Equal(waiting, (await node.Dataset(path))!.Candidate!.TableSha256);
    }

    [Fact]
    public async Task Is_paid_by_one_of_two_officers_who_spend_the_whole_budget_at_once()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 60, "care", "north");
        var desk = node.Services.GetRequiredService<DatasetDesk>();
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            try
            {
                return (await desk.ProposeWithNoise(DatasetSteps.IdOf(campaign), new NoiseChoice(["sector"], [], NoiseTerms.CampaignLimit), Guid.CreateVersion7(node.Clock.GetUtcNow()), Cancel)).Refusal is null;
            }
            catch (Exception e) when (Node.Hosting.Database.StreamConflict.Is(e))
            {
                return false; // told to try again
            }
        }));
        Assert.Single(all, paid => paid);
        Assert.Equal(NoiseTerms.CampaignLimit, await node.SpentRho());
    }

    [Fact]
    public async Task Shows_what_a_table_without_noise_may_not_when_few_gave_something_since_the_last()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 80, "care", "north");
        await node.Release();
        await node.Contribute(campaign, 2, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Propose();
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("or propose the table with noise", officer.Text, StringComparison.Ordinal);
        var path = await officer.ProposeWithNoise(campaign, 1);
        Assert.Equal(82, (await node.Dataset(path))!.Candidate!.Consents.Count);
    }

    [Fact]
    public async Task May_be_cut_otherwise_than_the_one_before()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 80, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.ProposeWithNoise(campaign, 4);
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        await officer.Open($"/releases/noise?campaign={DatasetSteps.IdOf(campaign)}&dimensions=sector&dimensions=region&measures=missedBreaks&part=4");
        await officer.Submit("/releases/noise/propose");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
        Assert.Contains("cut or adds up otherwise", officer.Text, StringComparison.Ordinal);
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        Assert.Equal(2, (await node.Dataset(path))!.Current!.Version);
    }

    [Fact]
    public async Task Is_drawn_and_paid_again_without_whoever_withdraws_and_taken_back_when_that_cannot_be_paid()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 80, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.ProposeWithNoise(campaign, 2);
        await steward.Open(path);
        await steward.Submit(path + "/sign");

        await Withdrawing.Of(node, members[0]);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Current is { Version: 2 }, "a version without them", node);
        var second = (await node.Dataset(path))!.Current!;
        Assert.True(second.IsCorrection);
        Assert.Equal(79, second.Consents.Count);
        Assert.Equal(2, await node.Spent());

        await Withdrawing.Of(node, members[1]);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Current is null, "nothing is left that was paid for", node);
        Assert.Equal(NoiseTerms.CampaignLimit, await node.SpentRho());
        using var ana = await node.SignedIn("ana");
        Assert.Equal(HttpStatusCode.Gone, (await ana.Http.GetAsync("/files/" + second.TableSha256, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("", "1", "Choose at least one field to group by")]
    [InlineData("&dimensions=week", "1", "Choose at least one field to group by")]
    [InlineData("&dimensions=sector&dimensions=sector", "1", "each once")]
    [InlineData("&dimensions=sector&measures=nobody", "1", "Choose figures among those")]
    public async Task Is_refused_for_what_the_form_does_not_have(string chosen, string part, string sentence)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open($"/releases/noise?campaign={DatasetSteps.IdOf(campaign)}{chosen}&part={part}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains(sentence, officer.Text, StringComparison.Ordinal);
        Assert.Null(officer.Page.QuerySelector("#price"));
    }

    [Fact]
    public void Costs_a_campaign_an_epsilon_of_one_and_a_year_one_of_four() => Assert.Multiple(
        () => Assert.InRange(ZeroConcentrated.Epsilon(NoiseTerms.CampaignLimit.ToDouble(), NoiseTerms.Delta), 0.98, 1),
        () => Assert.InRange(ZeroConcentrated.Epsilon(NoiseTerms.YearLimit.ToDouble(), NoiseTerms.Delta), 3.98, 4));
}

internal static class NoiseSteps
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>An officer proposes people by sector, for one part in so many of the campaign's budget.</summary>
    /// <returns>The path of the page that answers.</returns>
    public static async Task<string> ProposeWithNoise(this Visitor officer, string campaign, int part)
    {
        await officer.Open($"/releases/noise?campaign={DatasetSteps.IdOf(campaign)}&dimensions=sector&part={part}");
        await officer.Submit("/releases/noise/propose");
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
    }

    /// <summary>How many tables with noise were drawn.</summary>
    public static async Task<int> Spent(this RunningNode node) => (await node.Ledger())?.Spent.Count ?? 0;

    /// <summary>What all of them cost.</summary>
    public static async Task<Rational> SpentRho(this RunningNode node) =>
        ((await node.Ledger())?.Spent ?? []).Aggregate((Rational)0, (sum, spent) => sum + Rational.Read(spent.Rho)!.Value);

    private static async Task<PrivacyLedger?> Ledger(this RunningNode node)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.LoadAsync<PrivacyLedger>(PrivacyLedger.TheOne, Cancel);
    }
}
