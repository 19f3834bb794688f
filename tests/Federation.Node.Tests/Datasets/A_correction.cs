using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

/// <summary>The version that a node makes by itself when somebody withdraws.</summary>
public sealed class A_correction(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_together_with_the_version_before_it_gives_no_hidden_cell_away()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 4, "care", "north");
        await node.Contribute(campaign, 12, "hospitality", "north");
        var retail = await node.Contribute(campaign, 12, "retail", "north");
        var path = await node.Release();
        var before = await Table(node, path);
        Assert.Null(before.Find(["hospitality", "north", "2026-W45"])); // hidden with care, which is too small

        await Withdrawing.Of(node, retail[0]); // retail is the smaller one now, and would be hidden in its stead
        await Neighbours.Eventually(async () => (await node.Dataset(path))!.Current?.Version == 2, "the table is corrected", node);

        var after = await Table(node, path);
        Assert.Equal(11, after.Find(["retail", "north", "2026-W45"])!.Persons);
        Assert.All(before.Hidden, cell => Assert.Null(after.Find(cell.Codes)));
    }

    [Fact]
    public async Task Does_not_tell_that_a_hidden_cell_lost_its_only_person()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var alone = await node.Contribute(campaign, 1, "care", "west", week: "2026-W44");
        await node.Contribute(campaign, 12, "retail", "north");
        await node.Contribute(campaign, 12, "hospitality", "north");
        var path = await node.Release();
        var before = await Table(node, path);

        await Withdrawing.Of(node, alone[0]);
        await Neighbours.Eventually(async () => (await node.Dataset(path))!.Current?.Version == 2, "the table is corrected", node);

        var after = await Table(node, path);
        Assert.Contains(after.Hidden, cell => cell.Codes.SequenceEqual(["care", "west", "2026-W44"]));
        Assert.All(before.Hidden, cell => Assert.Contains(after.Hidden, other => other.Codes.SequenceEqual(cell.Codes)));
    }

    private static async Task<TableFile> Table(RunningNode node, string path) => (await node.Services.GetRequiredService<ReleaseFiles>()
        .Table(ReleaseFiles.Ours, (await node.Dataset(path))!.Current!.TableSha256, Cancel))!;
}
