using Federation.Node.Datasets.Releases;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Tools.Archives;
using Npgsql;

namespace Federation.Node.CommandLine;

/// <summary>
/// A backup restored for trial, on the node's own PostgreSQL: it must be taken by this version, open under the master key of now, give the read models, and hold what its
/// releases and tools were signed as. Files of documents are not in it; `federation verify` looks at those.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Does it, says what came of it, and has the node keep that.</summary>
    /// <exception cref="OperatorException">There may be no database beside the node's, or the file is no backup.</exception>
    public static async Task<int> Of(string dump, NodeOptions options, CancellationToken cancel)
    {
        await using var node = await OpenNode.Open(options, cancel);
        var database = node.Services.GetRequiredService<DatabaseConnection>();
        var name = "rehearsal_" + Guid.CreateVersion7(node.Services.GetRequiredService<TimeProvider>().GetUtcNow()).ToString("n");
        await using var beside = NpgsqlDataSource.Create(database.ConnectionString);
        try
        {
            await beside.Run($"create database {name}", cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new OperatorException("The node's database user may not make a database to try in.", "As PostgreSQL's administrator: alter role … createdb.");
        }

        try
        {
            var trial = new DatabaseConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = name }.ConnectionString);
            var (events, faults, versions) = await Work.During("Restoring for trial…", () => Look(trial, dump, options, cancel));
            await node.Services.GetRequiredService<UpkeepLog>().Add(UpkeepLog.Rehearsal, cancel, ("events", events), ("versions", versions), ("faults", faults.Count));
            Console.WriteLine($"{events} events restored for trial and removed again; {versions} signed versions looked at, {faults.Count} faults.");
            foreach (var fault in faults)
            {
                Console.Error.WriteLine($"federation: {fault}");
            }

            return faults.Count == 0 ? ExitCodes.Done : ExitCodes.CheckFailed;
        }
        finally
        {
            await beside.Run($"drop database {name} with (force)", CancellationToken.None);
        }
    }

    private static async Task<(long Events, IReadOnlyList<string> Faults, int Versions)> Look(
        DatabaseConnection trial, string dump, NodeOptions options, CancellationToken cancel)
    {
        await DatabaseDump.Read(trial, dump, cancel);
        var apart = Directory.CreateTempSubdirectory("federation-rehearsal");
        try
        {
            // Destroyed again is what the list names; what is written to it meanwhile is the node's own business.
            var list = Path.Combine(apart.FullName, "destroyed-keys");
            if (File.Exists(options.DestroyedKeysFile))
            {
                File.Copy(options.DestroyedKeysFile, list);
            }

            return await LookAt(trial, options with { DestroyedKeysFile = list }, cancel);
        }
        finally
        {
            apart.Delete(recursive: true);
        }
    }

    private static async Task<(long Events, IReadOnlyList<string> Faults, int Versions)> LookAt(DatabaseConnection trial, NodeOptions options, CancellationToken cancel)
    {
        await using var restored = NodeApplication.Build(options, trial); // never started: nothing of it serves, delivers or destroys
        await restored.Services.PrepareDatabase(cancel);
        await restored.Services.GetRequiredService<ReadModels>().Rebuild(cancel);
        await restored.Services.GetRequiredService<Roster>().Show(new("", 1, false), cancel); // names open under the master key, or this throws
        var (faults, versions) = (new List<string>(), 0);
        await foreach (var version in restored.Services.GetRequiredService<ReleaseCheck>().All(cancel))
        {
            versions++;
            faults.AddRange(version.Faults.Select(fault => $"{version.Version}: {fault}"));
        }

        await foreach (var tool in restored.Services.GetRequiredService<ArchiveCheck>().All(cancel))
        {
            versions++;
            faults.AddRange(tool.Faults.Select(fault => $"tool {tool.Name} {tool.Version}: {fault}"));
        }

        var events = await restored.Services.GetRequiredService<NpgsqlDataSource>().List("select count(*) from node.mt_events", row => row.GetInt64(0), cancel);
        return (events[0], faults, versions);
    }
}
