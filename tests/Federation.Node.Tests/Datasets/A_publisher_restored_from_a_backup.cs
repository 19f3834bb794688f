using Federation.Node.Datasets.Mirrors;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Delivery;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>Its releases after the backup are gone from its history, but peers hold them.</summary>
public sealed class A_publisher_restored_from_a_backup(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Hears_from_its_peers_that_they_hold_what_it_does_not_know_and_says_so_to_its_officers()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await fnt.Follow(union, "statistics");
        var campaign = await union.OpenCampaign();
        await union.Contribute(campaign, 12, "care", "north");
        var path = await union.Release();
        await Neighbours.Eventually(async () => (await fnt.Services.GetRequiredService<MirrorShelf>().All(Cancel)) is [{ Current: not null }], "the release is mirrored", fnt, union);
        Assert.DoesNotContain("restored from a backup", await Seen(union, path), StringComparison.Ordinal);

        await Forget(union, DatasetSteps.IdOf(path));
        await union.Contribute(campaign, 10, "care", "north");
        Assert.Equal(path, await union.Release()); // version 1 once more, with other figures

        await Neighbours.Eventually(
            async () => (await Seen(union, path)).Contains("Peers hold versions that this node does not know", StringComparison.Ordinal), "an officer sees why nobody takes it", fnt, union);
        Assert.Single(Assert.Single(await fnt.Services.GetRequiredService<MirrorShelf>().All(Cancel)).Versions); // what was held stands
        await union.Contribute(campaign, 10, "care", "north");
        await union.Release();
        await Neighbours.Eventually(async () => (await fnt.Services.GetRequiredService<MirrorShelf>().All(Cancel)) is [{ Current.Version: 2 }], "the next number is taken", fnt, union);
        Assert.DoesNotContain("restored from a backup", await Seen(union, path), StringComparison.Ordinal);
    }

    // As a backup from before the release has it.
    private static async Task Forget(RunningNode node, Guid dataset)
    {
        await node.Scalar($"delete from node.mt_doc_dataset where id = '{dataset}' returning 1");
        await node.Scalar($"delete from node.mt_events where stream_id = '{dataset}' returning 1");
        await node.Scalar($"delete from node.mt_streams where id = '{dataset}' returning 1");
        await node.Scalar("delete from node.outbox where audience = 'statistics' returning 1");
    }

    private static async Task<string> Seen(RunningNode node, string path)
    {
        using var officer = await node.SignedIn("olga", Roles.Officer);
        await officer.Open(path);
        return officer.Text;
    }
}
