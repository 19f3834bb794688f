using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

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
        var mirror = Assert.Single(await here.Services.GetRequiredService<MirrorShelf>().All(Cancel));
        Assert.Equal(4, mirror.TakenBack.Count);
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
        Assert.Empty(await here.Services.GetRequiredService<MirrorShelf>().All(Cancel));
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
}
