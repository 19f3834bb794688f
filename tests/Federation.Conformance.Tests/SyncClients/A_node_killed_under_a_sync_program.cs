using System.Security.Cryptography;
using Federation.Network.Tests;
using Federation.Node.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Members.SignIn;
using Federation.Node.Tests;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Conformance.Tests.SyncClients;

/// <summary>The node dies while a stock sync program sends a large file in parts.</summary>
public sealed class A_node_killed_under_a_sync_program(PostgresFixture postgres)
{
    private const int Megabytes = 64;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Has_the_parts_that_came_and_is_sent_only_the_others()
    {
        var database = await postgres.CreateDatabase();
        await using var node = await NodeProcess.SetUp("Union A", database);
        await node.Add(("ana", []));
        await node.Start();
        using var laptop = new SyncedFolder(SyncProgram.Nextcloud, node.Origin, "ana", await AppPassword(node)) { Slowly = 4000 };
        await File.WriteAllBytesAsync(laptop.At("video.bin"), RandomNumberGenerator.GetBytes(Megabytes * 1024 * 1024), Cancel);

        var first = laptop.Run();
        await Patiently.Until(async () => Assert.True(await Ask(database, "select count(*) from node.upload_part") >= 1), "a part is here"); // the next is all the rest
        await node.Kill();
        Assert.NotEqual(0, await first);
        await node.Start();
        Assert.True(await Ask(database, "select sum(length)::bigint from node.upload_part") < Megabytes * 1024L * 1024, "It was to be killed before all was here.");

        laptop.Slowly = null;
        await laptop.Sync();
        using var desktop = new SyncedFolder(SyncProgram.OwnCloud, node.Origin, "ana", await AppPassword(node));
        await desktop.Sync();
        Assert.Equal(laptop.Files, desktop.Files);
        Assert.Equal(1, await Ask(database, "select count(*) from node.document_version"));
        await node.Stop(); // what was counted is written when connections end
        Assert.Equal(1, await Ask(database, "select n_tup_ins from pg_stat_user_tables where schemaname = 'node' and relname = 'upload'")); // it went on, and did not begin anew
    }

    private static async Task<string> AppPassword(NodeProcess node)
    {
        var options = NodeConfiguration.Read(node.Folder, new Dictionary<string, string?> { ["database"] = node.Database });
        await using var open = await OpenNode.Open(options, Cancel);
        var id = (await open.Services.GetRequiredService<MemberDesk>().FindByName("ana", Cancel))!.Value; // she was added
        return await open.Services.GetRequiredService<AppPasswords>().Create(id, AppPasswordScheme.DocumentsScope, "test", Cancel);
    }

    private static async Task<long> Ask(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel) is long number ? number : 0;
    }
}
