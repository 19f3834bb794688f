using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Datasets;

/// <summary>An approved peer, or a bad moment, against mirrors and withdrawals.</summary>
public sealed class A_hostile_peer(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_sends_notices_all_at_once_about_something_unknown_is_answered_each_time()
    {
        await using var here = await RunningNode.Start(postgres, "FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await here.Befriend(peer);
        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(version => new Envelope(peer, here, Envelope.Bytes(Notice(peer, version))).Post()));
        // A conflict (409) would make the sender give up: the withdrawal would end as a dead letter.
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));
        await here.Settled();
        var mirror = Assert.Single(await here.Services.GetRequiredService<MirrorShelf>().All(Cancel));
        Assert.Equal(4, mirror.TakenBack.Count);
    }

    [Fact]
    public async Task That_publishes_what_nobody_here_follows_is_not_mirrored()
    {
        await using var here = await RunningNode.Start(postgres, "FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await here.Befriend(peer);
        await peer.Befriend(here);
        var campaign = await peer.OpenCampaign();
        await peer.Contribute(campaign, 12, "care", "north");
        await peer.Release();
        var said = (await here.Read(peer, "/catalogues/statistics/outbox?page=1"))["orderedItems"]![0]!.DeepClone().AsObject();
        using var answer = await new Envelope(peer, here, Envelope.Bytes(said)).Post();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await here.Settled();
        var refused = Assert.Single(await here.Services.GetRequiredService<IDeliveries>().Refused(Cancel));
        Assert.Contains("does not follow", refused.Reason, StringComparison.Ordinal);
        Assert.Empty(await here.Services.GetRequiredService<MirrorShelf>().All(Cancel));
    }

    [Fact]
    public async Task That_publishes_a_second_version_under_one_number_is_refused()
    {
        await using var here = await RunningNode.Start(postgres, "FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await here.Befriend(peer);
        await peer.Befriend(here);
        await here.Follow(peer, "statistics");
        var campaign = await peer.OpenCampaign();
        await peer.Contribute(campaign, 12, "care", "north");
        await peer.Release();
        var shelf = here.Services.GetRequiredService<MirrorShelf>();
        await Neighbours.Eventually(async () => await shelf.All(Cancel) is [{ Current: not null }], "the release is mirrored", here, peer);

        var said = (await here.Read(peer, "/catalogues/statistics/outbox?page=1"))["orderedItems"]![0]!.DeepClone().AsObject();
        var again = said["object"]!["dataset"]!.DeepClone().AsObject();
        again.Remove("proof");
        again["id"] = again["id"]!.GetValue<string>() + "-again"; // number 1 once more, at another address
        said["object"]!["dataset"] = peer.Services.GetRequiredService<INodeIdentity>().SignObject(again);
        var actor = new Uri(said["actor"]!.GetValue<string>());
        await using var session = here.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        var outcome = await here.Services.GetServices<IActivityHandler>().Single(handler => handler is MirrorWire).Handle(
            new ReceivedActivity(said["id"]!.GetValue<string>(), peer.Host(), actor, said, Envelope.Bytes(said), here.Clock.GetUtcNow()), session, Cancel);
        Assert.Contains("has this number", Assert.IsType<ActivityOutcome.Refused>(outcome).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_takes_back_an_unknown_dataset_changes_nothing()
    {
        await using var here = await RunningNode.Start(postgres, "FNT");
        await using var peer = await RunningNode.Start(postgres, "Union A");
        await here.Befriend(peer);
        var gone = peer.Services.GetRequiredService<INodeIdentity>().SignObject(new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = new Uri(peer.Origin, "/activities/gone").AbsoluteUri,
            ["actor"] = new Uri(peer.Origin, "/actor").AbsoluteUri,
            ["type"] = "Delete",
            ["object"] = new JsonObject { ["id"] = new Uri(peer.Origin, "/releases/1").AbsoluteUri, ["type"] = "Tombstone", ["isVersionOf"] = new Uri(peer.Origin, "/datasets/1").AbsoluteUri },
        });
        using var answer = await new Envelope(peer, here, Envelope.Bytes(gone)).Post();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await here.Settled();
        Assert.Empty(await here.Services.GetRequiredService<MirrorShelf>().All(Cancel));
    }

    [Fact]
    public async Task That_answers_a_notice_again_and_again_does_not_fill_the_ledger()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await fnt.Follow(union, "statistics");
        var campaign = await union.OpenCampaign();
        var members = await union.Contribute(campaign, 12, "care", "north");
        await union.Release();
        await Neighbours.Eventually(
            async () => await fnt.Services.GetRequiredService<MirrorShelf>().All(Cancel) is [{ Current: not null }], "the release is mirrored", fnt, union);
        var consent = await Withdrawing.Of(union, members[0]);
        var ledger = union.Services.GetRequiredService<WithdrawalLedger>();
        await Neighbours.Eventually(
            async () => await ledger.OfConsent(consent, Cancel) is [{ Notices: [{ Answer: not null }] }], "the federation answers", fnt, union);

        var given = JsonNode.Parse(Assert.Single(Assert.Single(await ledger.OfConsent(consent, Cancel)).Notices).Answer!.Activity)!.AsObject();
        given.Remove("proof");
        given["id"] = new Uri(fnt.Origin, "/activities/again").AbsoluteUri;
        using var answer = await new Envelope(fnt, union, Envelope.Bytes(fnt.Services.GetRequiredService<INodeIdentity>().SignObject(given))).Post();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await union.Settled();
        Assert.Equal(1L, await Scalar(union, $"select count(*) from node.mt_events where type = '{HolderAnswered.StoredName}'"));
    }

    [Fact]
    public async Task Or_a_database_that_fails_for_a_while_does_not_stop_corrections_for_good()
    {
        await using var union = await RunningNode.Start(postgres, "Union A");
        var campaign = await union.OpenCampaign();
        var members = await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        await Scalar(union, "alter table node.correction_due rename to correction_gone");
        await Withdrawing.Of(union, members[0]);
        await Task.Delay(TimeSpan.FromSeconds(4), Cancel); // the subscription throws meanwhile, and the daemon pauses it
        await Scalar(union, "alter table node.correction_gone rename to correction_due");
        for (var i = 0; i < 4 && (await union.Dataset(path))!.Current?.Version != 2; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
        }

        await Neighbours.Eventually(async () => (await union.Dataset(path))!.Current?.Version == 2, "the table is corrected", union);
    }

    private static JsonObject Notice(RunningNode peer, int version)
    {
        var dataset = new Uri(peer.Origin, "/datasets/1").AbsoluteUri;
        var notice = WithdrawalWire.Notice(
            new Uri(peer.Origin, $"/withdrawals/1/{version}").AbsoluteUri, dataset, $"{dataset}/v{version}", new string('0', 64), peer.Clock.GetUtcNow());
        notice["@context"] = "https://www.w3.org/ns/activitystreams";
        notice["actor"] = new Uri(peer.Origin, "/actor").AbsoluteUri;
        return peer.Services.GetRequiredService<INodeIdentity>().SignObject(notice);
    }

    private static async Task<object?> Scalar(RunningNode node, string sql)
    {
        await using var command = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel);
    }
}
