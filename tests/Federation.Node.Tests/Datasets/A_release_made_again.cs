using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Consents;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Datasets;

/// <summary>A published table, made once more from what it was made of.</summary>
public sealed class A_release_made_again(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_the_one_that_was_signed_byte_for_byte_though_more_was_given_since()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 14, "care", "north");
        await node.Contribute(campaign, 3, "retail", "north"); // hidden
        var path = await node.Release();
        await node.Contribute(campaign, 12, "care", "south");
        await node.Release(); // compared with the first
        await node.Contribute(campaign, 20, "transport", "south");
        Assert.Equal([true, true], (await Remade(node)).Select(version => version.IsSame));
        Assert.Equal([], (await node.Dataset(path))!.Releases[0].Beside!);
        Assert.Equal([1], (await node.Dataset(path))!.Releases[1].Beside!);
    }

    [Fact]
    public async Task Is_the_one_that_was_signed_after_a_correction_and_cannot_be_made_where_what_was_given_is_destroyed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 25, "care", "north");
        var path = await node.Release();
        await Withdrawing.Of(node, members[0]);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Releases is [{ IsErased: true }, { IsCorrection: true }], "the correction", node);
        Assert.Equal([true], (await Remade(node)).Select(version => version.IsSame));

        var left = (await node.Dataset(path))!.Releases[1].Consents[0];
        await node.Services.GetRequiredService<KeyVault>().Shred(new SubjectId(left), TimeProvider.System.GetUtcNow(), Cancel); // as a retention run does
        var gone = Assert.Single(await Remade(node));
        Assert.Null(gone.IsSame);
        Assert.Contains("destroyed, in whole or in part", gone.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_when_what_it_was_made_of_was_changed()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 14, "care", "north");
        await node.Release();
        var database = node.Services.GetRequiredService<NpgsqlDataSource>();
        var consent = (await database.List("select (data ->> 'consentId')::uuid from node.mt_doc_contribution limit 1", row => row.GetGuid(0), Cancel))[0];
        var other = await node.Services.GetRequiredService<KeyVault>().Seal(new SubjectId(consent), new ContributedRows([new ContributedRow(
            new Dictionary<string, string> { ["sector"] = "care", ["region"] = "north", ["week"] = "2026-W40" },
            new Dictionary<string, long> { ["workedMinutes"] = 9999, ["missedBreaks"] = 0, ["eveningMinutes"] = 0, ["weekendMinutes"] = 0 })]), Cancel);
        await database.Run($$"""
            update node.mt_doc_contribution set data = jsonb_set(data, '{givings,0,rows,b}', to_jsonb('{{Convert.ToBase64String(other.Box)}}'::text)) where data ->> 'consentId' = '{{consent}}'
            """, Cancel);
        Assert.Equal([false], (await Remade(node)).Select(version => version.IsSame));
    }

    private static async Task<IReadOnlyList<RemadeVersion>> Remade(RunningNode node)
    {
        var made = new List<RemadeVersion>();
        await foreach (var version in node.Services.GetRequiredService<ReleaseRemake>().All(Cancel))
        {
            made.Add(version);
        }

        return made;
    }
}
