using System.Text;
using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Node.Tests.Members;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Datasets;

/// <summary>While a correction looks up who holds a file, another peer fetches it.</summary>
public sealed class A_file_that_is_taken_back(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly Guid Dataset = Guid.CreateVersion7();

    [Fact]
    public async Task Stays_until_everybody_who_fetched_it_is_told()
    {
        await using var node = await RunningNode.Start(postgres);
        var (files, store, file) = await Keep(node);
        var holders = await files.ReadersOf([file], Cancel);

        Assert.NotNull(await files.Hand("late.example", file, node.Clock.GetUtcNow(), Cancel));
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => Erase(store, file, holders));
        Assert.True(StreamConflict.Is(lost), lost.ToString());

        await Erase(store, file, await files.ReadersOf([file], Cancel));
        Assert.Null((await files.Find(ReleaseFiles.Ours, file, Cancel))!.Value.Bytes);
    }

    [Fact]
    public async Task Is_not_handed_out_any_more_once_it_is_being_erased()
    {
        await using var node = await RunningNode.Start(postgres);
        var (files, _, file) = await Keep(node);
        await using var connection = await node.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(Cancel);
        await using var saving = await connection.BeginTransactionAsync(Cancel);
        await using var erase = new NpgsqlCommand($"update node.release_file set bytes = null where sha256 = '{file}'", connection, saving);
        await erase.ExecuteNonQueryAsync(Cancel);

        var handed = files.Hand("late.example", file, node.Clock.GetUtcNow(), Cancel);
        while ((await files.ReadersOf([file], Cancel)).Count == 0)
        {
            await Task.Delay(5, Cancel);
        }

        await saving.CommitAsync(Cancel);
        Assert.Null(await handed);
    }

    [Fact]
    public async Task Stays_while_another_dataset_has_the_same_and_goes_with_the_last_of_them()
    {
        await using var node = await RunningNode.Start(postgres);
        var (files, store, file) = await Keep(node);
        var other = Guid.CreateVersion7();
        await Keep(node, other);
        await Erase(store, file, [], Dataset);
        Assert.NotNull((await files.Find(ReleaseFiles.Ours, file, Cancel))!.Value.Bytes);
        await Erase(store, file, [], other);
        Assert.Null((await files.Find(ReleaseFiles.Ours, file, Cancel))!.Value.Bytes);

        // Both at once, many times: neither leaves it to the other.
        for (var round = 0; round < 20; round++)
        {
            await Keep(node);
            await Keep(node, other);
            await Task.WhenAll(Erase(store, file, [], Dataset), Erase(store, file, [], other));
            Assert.Null((await files.Find(ReleaseFiles.Ours, file, Cancel))!.Value.Bytes);
        }
    }

    [Fact]
    public async Task Is_known_to_belong_to_its_dataset_on_a_node_that_did_not_write_that_down()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();
        await node.Contribute(campaign, 12, "care", "south", week: "2026-W44");
        using (var officer = await node.SignedIn("oda", Roles.Officer))
        {
            await officer.Propose();
            Assert.Contains("/releases/", officer.Answer.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);
        }

        var uses = await node.Count("node.release_file_use");
        Assert.Equal(3, uses); // table and CSV of the release, and the table that is proposed
        await node.Run("create table node.before as table node.release_file_use; delete from node.release_file_use");
        await using var upgraded = await node.StartReplica();
        Assert.Equal(0, await node.Count("(table node.before except table node.release_file_use) as lost"));
        Assert.Equal(uses, await node.Count("node.release_file_use"));
        Assert.NotNull(await node.Dataset(path));
    }

    private static async Task<(ReleaseFiles Files, IDocumentStore Store, string File)> Keep(RunningNode node, Guid? dataset = null)
    {
        var store = node.Services.GetRequiredService<IDocumentStore>();
        await using var session = store.LightweightSession();
        var file = ReleaseFiles.Keep(session, ReleaseFiles.Ours, dataset ?? Dataset, MediaTypes.Csv, Encoding.UTF8.GetBytes("figures"), node.Clock.GetUtcNow());
        await session.SaveChangesAsync(Cancel);
        return (node.Services.GetRequiredService<ReleaseFiles>(), store, file);
    }

    private static async Task Erase(IDocumentStore store, string file, IReadOnlyList<string> told, Guid? dataset = null)
    {
        await using var session = store.LightweightSession();
        ReleaseFiles.Erase(session, ReleaseFiles.Ours, dataset ?? Dataset, [file], DateTimeOffset.UnixEpoch);
        ReleaseFiles.AllTold(session, [file], told);
        await session.SaveChangesAsync(Cancel);
    }
}
