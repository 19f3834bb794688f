using System.Diagnostics;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Tests.Documents;
using Federation.Storage.Keys;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Hosting;

public sealed class A_master_key_replaced_under_load(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_finished_by_the_next_command_when_one_was_killed_and_nobody_notices()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var replica = await node.StartReplica();
        using var ana = await Drive.Of(node);
        using var there = await ana.At(replica);
        await ana.Device.Put("/dav/before.txt", "before");
        await Fill(node, 4000);
        var file = node.Services.GetRequiredService<NodeOptions>().MasterKeyFile;
        var old = MasterKey.Load(file).Fingerprint;
        using var load = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var work = new[] { Work(ana.Device, "here", load.Token), Work(there.Device, "there", load.Token), Join(node, "n", load.Token), Join(replica, "r", load.Token) };

        var kills = 0;
        for (var part = 0.2; part < 0.9; part += 0.3)
        {
            using var command = Start(node);
            while (!command.HasExited && await Rewrapped(node, old) < part)
            {
                await Task.Delay(5, Cancel);
            }

            command.Kill();
            await command.WaitForExitAsync(Cancel);
            kills += command.ExitCode == 0 ? 0 : 1;
            Assert.Equal(2, MasterKey.Load(file).Fingerprints.Count);
        }

        using (var last = Start(node))
        {
            await last.WaitForExitAsync(Cancel);
            Assert.True(last.ExitCode == 0, await last.StandardError.ReadToEndAsync(Cancel));
            Assert.Contains($"has taken the place of {old}", await last.StandardOutput.ReadToEndAsync(Cancel), StringComparison.Ordinal);
        }

        await Task.Delay(500, Cancel); // work goes on with the old key gone
        await load.CancelAsync();
        var done = await Task.WhenAll(work);
        TestContext.Current.SendDiagnosticMessage("{0} kills; puts and gets {1} and {2}, new members {3} and {4}", kills, done[0], done[1], done[2], done[3]);
        Assert.Equal(3, kills);
        Assert.All(done, each => Assert.True(each > 5, $"only {each} were served"));
        Assert.Equal([MasterKey.Load(file).Fingerprint], MasterKey.Load(file).Fingerprints);
        Assert.Equal(Path.GetFileName(file), Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!, "master.key*").Select(Path.GetFileName)));
        Assert.Equal(0, await Anywhere(node, old));
        await using var later = await node.StartReplica();
        using var after = await ana.At(later);
        Assert.Equal("before", await after.Device.Read("/dav/before.txt"));
        Assert.Equal("content", await after.Device.Read("/dav/here-0.txt"));
    }

    [Fact]
    public async Task Refuses_to_begin_while_a_replica_cannot_see_the_new_key()
    {
        await using var node = await RunningNode.Start(postgres);
        var options = node.Services.GetRequiredService<NodeOptions>();
        await node.Run("insert into node.master_key_holder values (gen_random_uuid(), 'elsewhere', '{}', clock_timestamp() + interval '1 hour')");
        var replacement = ActivatorUtilities.CreateInstance<MasterKeyReplacement>(node.Services);
        using var hurry = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        hurry.CancelAfter(TimeSpan.FromSeconds(8));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => replacement.Run(false, hurry.Token));
        Assert.False(File.Exists(options.MasterKeyFile + ".previous"));
        await node.Run("delete from node.master_key_holder where host = 'elsewhere'");
        Assert.NotEqual(0, (await replacement.Run(false, Cancel)).Rewrapped);
    }

    [Fact]
    public async Task Refuses_what_is_wrapped_under_a_key_that_was_replaced()
    {
        await using var node = await RunningNode.Start(postgres);
        var file = node.Services.GetRequiredService<NodeOptions>().MasterKeyFile;
        File.Copy(file, file + ".late");
        var late = MasterKey.Load(file + ".late");
        var store = node.Services.GetRequiredService<IWrappedKeyStore>();
        await node.Services.GetRequiredService<MasterKeyReplacement>().Run(keepOld: false, Cancel);
        var vault = new KeyVault(late, store);
        await Assert.ThrowsAsync<StaleMasterKeyException>(() => vault.CreateKey(SubjectId.New(TimeProvider.System), null, Cancel));
    }

    /// <summary>Puts new files and reads them back, as fast as they are answered; every answer must be right.</summary>
    private static async Task<int> Work(Device device, string name, CancellationToken stop)
    {
        var served = 0;
        for (; !stop.IsCancellationRequested; served++)
        {
            var path = $"/dav/{name}-{served}.txt";
            Assert.Equal(201, await device.Status("PUT", path, new StringContent("content")));
            Assert.Equal("content", await device.Read(path));
            Assert.Equal("before", await device.Read("/dav/before.txt"));
        }

        return served;
    }

    /// <summary>Adds members, whose keys the master key wraps.</summary>
    private static async Task<int> Join(RunningNode node, string name, CancellationToken stop)
    {
        var joined = 0;
        for (; !stop.IsCancellationRequested; joined++)
        {
            await node.Add($"{name}{joined}");
        }

        return joined;
    }

    private static async Task Fill(RunningNode node, int count)
    {
        var master = node.Services.GetRequiredService<MasterKey>();
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7(TimeProvider.System.GetUtcNow())).ToArray();
        await using var insert = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "insert into node.wrapped_key (id, wrapped) select * from unnest($1::uuid[], $2::bytea[])");
        insert.Parameters.Add(new() { Value = ids });
        insert.Parameters.Add(new() { Value = ids.Select(id => master.Wrap($"federation key v1|{id}|master", new byte[32])).ToArray() });
        await insert.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<double> Rewrapped(RunningNode node, string old) =>
        1 - (double)await node.Count($"node.wrapped_key where parent is null and wrapped is not null and encode(substring(wrapped from 2 for 4), 'hex') = '{old}'")
            / await node.Count("node.wrapped_key where parent is null and wrapped is not null");

    /// <summary>Values anywhere in the database that begin with the mark of a key.</summary>
    private static async Task<long> Anywhere(RunningNode node, string fingerprint)
    {
        await using var columns = node.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select table_name, column_name from information_schema.columns where table_schema = 'node' and data_type = 'bytea'");
        var found = new List<(string Table, string Column)>();
        await using (var reader = await columns.ExecuteReaderAsync(Cancel))
        {
            while (await reader.ReadAsync(Cancel))
            {
                found.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        var count = 0L;
        foreach (var (table, column) in found)
        {
            count += await node.Count($"node.{table} where encode(substring({column} from 1 for 5), 'hex') = '01{fingerprint}'");
        }

        return count;
    }

    private static Process Start(RunningNode node)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "federation"), ["keys", "rotate", "--data", node.Services.GetRequiredService<NodeOptions>().DataFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FEDERATION_DATABASE"] = node.Services.GetRequiredService<DatabaseConnection>().ConnectionString },
        };
        return Process.Start(start)!; // null only when an existing process is reused
    }
}
