using System.Net;
using Federation.Node.Consents;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Releases;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Datasets;

public sealed class A_table_proposed(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_signed_off_by_somebody_else_and_then_seen_by_every_member()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 11, "retail", "south");
        await node.Contribute(campaign, 3, "retail", "west");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        using var ana = await node.SignedIn("ana");
        var path = await officer.Propose();
        Assert.Contains("Waits for a steward", officer.Text, StringComparison.Ordinal);
        await ana.Open(path);
        Assert.Equal(HttpStatusCode.NotFound, ana.Status);

        await steward.Open(path);
        await steward.Submit(path + "/sign");
        Assert.Equal(HttpStatusCode.OK, steward.Status);
        await ana.Open(path);
        Assert.Contains("Health and care", ana.Text, StringComparison.Ordinal);
        Assert.Contains("hidden", ana.Text, StringComparison.Ordinal);
        Assert.NotNull(ana.Page.QuerySelector("figure svg[role=img]"));
        var release = (await node.Dataset(path))!.Current!;
        Assert.Equal(1, release.Version);
        Assert.Equal(26, release.Consents.Count);
        var csv = await ana.Http.GetStringAsync("/files/" + release.CsvSha256, Cancel);
        Assert.Contains("care,north,2026-W45,12,12,28866", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("west", csv, StringComparison.Ordinal);
        Assert.All(await Check(node), version => Assert.Empty(version.Faults));
    }

    [Fact]
    public async Task Cannot_be_signed_off_by_whoever_proposed_it()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        using var both = await node.SignedIn("bea", Roles.Officer, Roles.Steward);
        var path = await both.Propose();
        Assert.Contains("another steward has to sign it off", both.Text, StringComparison.Ordinal);
        await both.Replay("/sign-out", path + "/sign");
        Assert.Equal(HttpStatusCode.Forbidden, both.Status);
        Assert.Null((await node.Dataset(path))!.Current);
    }

    [Fact]
    public async Task Is_sent_back_with_a_reason_and_its_file_destroyed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.Propose();
        var digest = (await node.Dataset(path))!.Candidate!.TableSha256;
        await steward.Open(path);
        await steward.Submit(path + "/return");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, steward.Status);
        await steward.Submit(path + "/return", ("reason", "Wait for the south."));
        Assert.Contains("Wait for the south.", steward.Text, StringComparison.Ordinal);
        Assert.Null((await node.Services.GetRequiredService<ReleaseFiles>().Find(ReleaseFiles.Proposed, digest, Cancel))!.Value.Bytes);
    }

    [Fact]
    public async Task Needs_figures()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Propose();
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Nobody has given any figures yet", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_refused_when_it_is_the_one_published()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Release();
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Propose();
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
    }

    [Fact]
    public async Task Is_destroyed_when_somebody_in_it_withdraws_before_it_is_signed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 12, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var path = await officer.Propose();
        await Withdrawing.Of(node, members[0]);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Candidate is null, "the proposal lapses", node);
    }

    [Fact]
    public async Task Is_destroyed_when_somebody_in_it_withdrew_while_it_was_made()
    {
        var late = new SomebodyWithdrawsWhileRowsAreRead();
        await using var node = await RunningNode.Start(postgres, parts: services => late.ComeBetween(services));
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 12, "care", "north");
        late.Then = async () =>
        {
            await Withdrawing.Of(node, members[0]);
            // The look for what they are in ends before the proposal stands.
            await Peers.Neighbours.Eventually(async () => await Is(node, $"""
                (select max(last_seq_id) from node.mt_event_progression where name like 'DatasetCorrections%')
                  >= (select max(seq_id) from node.mt_events where type = '{ConsentWithdrawn.StoredName}')
                and not exists (select from node.correction_due)
                """), "the withdrawal was looked at", node);
        };
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var path = await officer.Propose();
        Assert.True(late.Happened);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Candidate is null, "the proposal lapses", node);
        Assert.True(await Is(node, "not exists (select from node.release_file where bytes is not null)"), "Its file is still there.");
    }

    [Fact]
    public async Task Is_refused_when_another_version_was_published_while_it_was_made()
    {
        var late = new SomebodyWithdrawsWhileRowsAreRead();
        await using var node = await RunningNode.Start(postgres, parts: services => late.ComeBetween(services));
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        var path = await officer.Propose();
        await node.Contribute(campaign, 1, "care", "north"); // one more: the difference would be theirs
        var steward = await node.Add("sara", Roles.Steward);
        late.Then = async () =>
        {
            var desk = node.Services.GetRequiredService<DatasetDesk>();
            Assert.Null(await desk.Sign(DatasetSteps.IdOf(path), (await node.Dataset(path))!.Candidate!.TableSha256, steward, Cancel));
        };
        await officer.Open("/releases");
        await officer.Submit("/releases/propose");
        Assert.True(late.Happened);
        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Another version was published since this table was made", officer.Text, StringComparison.Ordinal);
        Assert.Null((await node.Dataset(path))!.Candidate);
    }

    [Fact]
    public async Task Is_refused_with_the_reason_when_a_sum_passes_the_largest_number()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 2, "care", "north", minutes: long.MaxValue - 10);
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Propose();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, officer.Status);
        Assert.Contains("larger than the gate can check", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_its_files_to_nobody_without_an_account()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();
        var release = (await node.Dataset(path))!.Current!;
        using var stranger = new HttpClient { BaseAddress = node.Origin };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/files/" + release.TableSha256, Cancel)).StatusCode);
        // The description names no figure, and lets strangers verify who signed what.
        Assert.Equal(HttpStatusCode.OK, (await stranger.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1", Cancel)).StatusCode);
        Assert.Contains("/v1", await stranger.GetStringAsync("/datasets", Cancel), StringComparison.Ordinal);
    }

    private static async Task<bool> Is(RunningNode node, string condition)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select " + condition);
        return await command.ExecuteScalarAsync(Cancel) is true;
    }

    private static async Task<List<CheckedVersion>> Check(RunningNode node)
    {
        var seen = new List<CheckedVersion>();
        await foreach (var version in node.Services.GetRequiredService<ReleaseCheck>().All(Cancel))
        {
            seen.Add(version);
        }

        return seen;
    }
}
