using System.Net;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Consents.Retention;
using Federation.Node.Contributions;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Node.Tests.Documents;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Consents;

public sealed class A_campaign_whose_date_comes(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_what_was_given_destroyed_as_members_were_told_and_keeps_the_tables()
    {
        await using var node = await RunningNode.Start(postgres); // on 24 November 2026
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        using var ana = await node.Agreeing(campaign, "ana");
        var table = await node.Release();
        await Close(node, campaign);
        var until = (await Card(node, campaign)).KeptUntil!.Value;
        await ana.Open("/consents");
        Assert.Contains($"is destroyed on {Federation.Node.Shell.Dates.Day(until).En}, and your consent ends", ana.Text, StringComparison.Ordinal);
        await ana.Open("/");
        Assert.DoesNotContain("is destroyed on", ana.Text, StringComparison.Ordinal); // a year ahead

        node.Clock.Advance(until - node.Clock.GetUtcNow() - TimeSpan.FromDays(20));
        await Run(node);
        Assert.Equal(12, (await Rows(node, campaign)).Count);
        await ana.SignIn("ana", RunningNode.Password);
        await ana.Open("/");
        Assert.Contains("is destroyed on", ana.Text, StringComparison.Ordinal);

        node.Clock.Advance(TimeSpan.FromDays(20) + TimeSpan.FromMinutes(2));
        await Peers.Neighbours.Eventually(async () =>
        {
            await Run(node); // it waits until all withdrawals were listened to
            return (await Rows(node, campaign)).Count == 0;
        }, "it is destroyed", node);
        var consents = await All(node);
        Assert.Equal(13, consents.Count);
        Assert.All(consents, consent => Assert.Equal(ConsentState.Expired, consent.State));
        Assert.All(consents, consent => Assert.Equal(KeyState.Erased, node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(consent.Id), Cancel).Result));
        Assert.NotNull((await node.Dataset(table))!.Current);
        Assert.Equal(0, await node.Count("node.correction_due"));

        await ana.SignIn("ana", RunningNode.Password);
        await ana.Open("/consents");
        Assert.Contains("Ended on its date", ana.Text, StringComparison.Ordinal);
        Assert.Empty(ana.Page.QuerySelectorAll("form[action$='/withdraw']"));
        Assert.Contains("ConsentExpired", await ana.Http.GetStringAsync(ana.Page.QuerySelector("a[href$='receipt.json']")!.GetAttribute("href"), Cancel), StringComparison.Ordinal);
        await ana.Open(campaign + "/assessments");
        Assert.Contains($"The last destruction of contributions on their date was on {Federation.Node.Shell.Dates.Day(node.Clock.GetUtcNow()).En}. Consents that ended then: 13; campaigns done: 1, overdue: 0", ana.Page.QuerySelector("#evidence")!.TextContent, StringComparison.Ordinal);
        await ana.Open("/retention");
        Assert.Equal(HttpStatusCode.Forbidden, ana.Status);
    }

    [Fact]
    public async Task Is_recorded_for_those_who_answer_for_it()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 3, "care", "north");
        await Close(node, campaign);
        var until = (await Card(node, campaign)).KeptUntil!.Value;
        node.Clock.Advance(until - node.Clock.GetUtcNow() + TimeSpan.FromMinutes(1));
        await Peers.Neighbours.Eventually(async () =>
        {
            await Task.WhenAll(Run(node), Run(node));
            return await node.Count("node.mt_doc_retentionrun") == 1 && (await Rows(node, campaign)).Count == 0;
        }, "it is destroyed", node);
        await Run(node);
        Assert.Equal(3, await node.Count($"node.mt_events where type = '{ConsentExpired.StoredName}'"));
        Assert.Equal(3, Assert.Single(await node.Services.GetRequiredService<RetentionDesk>().All(Cancel)).Run!.Consents);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        await steward.Open("/retention");
        Assert.Contains("Working hours 2026", steward.Text, StringComparison.Ordinal);
        Assert.Contains(Federation.Node.Shell.Dates.Day(node.Clock.GetUtcNow()).En, steward.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_until_who_withdrew_before_is_out_of_the_table()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 25, "care", "north");
        var table = await node.Release();
        await Close(node, campaign);
        var until = (await Card(node, campaign)).KeptUntil!.Value;
        node.Clock.Advance(until - node.Clock.GetUtcNow() - TimeSpan.FromMinutes(2));
        await Withdrawing.Of(node, members[0]);
        node.Clock.Advance(TimeSpan.FromMinutes(3));
        await Peers.Neighbours.Eventually(async () =>
        {
            await Run(node);
            return await node.Count("node.mt_doc_retentionrun") == 1;
        }, "it is done once the table is corrected", node);
        var release = (await node.Dataset(table))!.Current!;
        Assert.Equal((2, 24), (release.Version, release.Consents.Count));
        Assert.Empty(await Rows(node, campaign));
    }

    [Fact]
    public async Task Is_told_its_date_by_its_events_when_it_was_closed_by_an_older_version()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await Close(node, campaign);
        var until = (await Card(node, campaign)).KeptUntil;
        await using (var command = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("update node.mt_doc_campaign set data = data - 'ClosedAt' - 'closedAt'"))
        {
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }

        Assert.Null((await Card(node, campaign)).KeptUntil);
        await new OlderSnapshots(node.Services.GetRequiredService<IDocumentStore>()).Run(Cancel);
        Assert.Equal(until, (await Card(node, campaign)).KeptUntil);
    }

    [Fact]
    public async Task Comes_without_anybody_who_closes_it_on_the_day_that_members_were_told_before_they_agreed()
    {
        await using var node = await RunningNode.Start(postgres); // on 24 November 2026
        var campaign = await node.OpenCampaign();
        using var ana = await node.Agreeing(campaign, "ana");
        await node.Contribute(campaign, 12, "care", "north");
        await ana.Open(campaign + "/consent");
        Assert.Contains("closes on 24 November 2028 by itself", ana.Text, StringComparison.Ordinal);
        Assert.Contains("destroyed on 24 November 2029 at the latest", ana.Text, StringComparison.Ordinal);
        await ana.Open("/consents");
        Assert.Contains("destroyed on 24 November 2029 at the latest", ana.Text, StringComparison.Ordinal);
        var receipt = await ana.Http.GetStringAsync(ana.Page.QuerySelector("a[href$='receipt.json']")!.GetAttribute("href"), Cancel);
        Assert.Contains("\"P1096D\"", receipt, StringComparison.Ordinal); // three years, of which 2028 is a leap year

        var card = await Card(node, campaign);
        node.Clock.Advance(card.ClosesAt!.Value - node.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        await Closer(node).Run(Cancel);
        Assert.Equal(CampaignState.Open, (await Card(node, campaign)).State);
        node.Clock.Advance(TimeSpan.FromHours(2));
        await Task.WhenAll(Closer(node).Run(Cancel), Closer(node).Run(Cancel)); // two replicas
        var closed = await Card(node, campaign);
        Assert.Equal((CampaignState.Closed, card.KeptAtMost), (closed.State, closed.KeptUntil));
        Assert.Equal(13, (await All(node)).Count(consent => consent.State == ConsentState.Given)); // until that day
    }

    private static CampaignCloser Closer(RunningNode node) => node.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<CampaignCloser>().Single();

    private static async Task Close(RunningNode node, string campaign)
    {
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(campaign);
        await officer.Submit(campaign + "/close");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
    }

    private static Task Run(RunningNode node) => node.Services.GetRequiredService<RetentionDesk>().Run(Cancel);

    private static async Task<CampaignCard> Card(RunningNode node, string campaign) =>
        (await node.Services.GetRequiredService<ICampaigns>().Find(DatasetSteps.IdOf(campaign), Cancel))!;

    private static async Task<IReadOnlyList<Consent>> All(RunningNode node)
    {
        await using var session = node.Services.GetRequiredService<IDocumentStore>().QuerySession();
        return await session.Query<Consent>().ToListAsync(Cancel);
    }

    private static Task<ContributionRows> Rows(RunningNode node, string campaign) =>
        node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
}
