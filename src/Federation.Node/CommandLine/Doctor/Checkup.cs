using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine.Doctor;

/// <summary>All checks of one installation, in the order in which they build on each other.</summary>
internal static class Checkup
{
    public static async Task<IReadOnlyList<Finding>> Of(NodeOptions options, TimeProvider time, CancellationToken cancel)
    {
        var isManaged = string.IsNullOrEmpty(options.Database);
        var findings = new List<Finding>();
        if (isManaged)
        {
            findings.Add(await Finding.Of("PostgreSQL programs", MachineChecks.Server));
        }

        findings.Add(await Finding.Of("data folder", () => MachineChecks.Folder(options.DataFolder, isManaged)));
        findings.Add(await Finding.Of("file folder", () => MachineChecks.Folder(options.BlobFolder, forServer: false)));
        findings.Add(await Finding.Of("free disk", () => MachineChecks.Disk(options.DataFolder)));
        findings.Add(await Finding.Of("free disk for files", () => MachineChecks.Disk(options.BlobFolder)));
        if (options.Bucket() is { } bucket)
        {
            findings.Add(await Finding.Of("bucket for files", () => MachineChecks.Bucket(bucket, cancel)));
        }

        findings.Add(await Finding.Of("master key", () => MachineChecks.Key(options.MasterKeyFile)));
        if (options.VirusScanner is not null)
        {
            findings.Add(await Finding.Of("virus scanner", () => MachineChecks.Scanner(options, cancel)));
        }

        findings.Add(await Finding.Of("port", () => MachineChecks.Port(options, cancel)));
        if (isManaged && !Directory.Exists(Path.Combine(options.DataFolder, "postgres", "cluster")))
        {
            findings.Add(new Finding("database", true, "made at the first start"));
            return findings;
        }

        // What is broken above breaks the database too: say it once.
        return findings.TrueForAll(finding => finding.Holds || finding.Check is "port" or "virus scanner") ? [.. findings, .. await Database(options, time, cancel)] : findings;
    }

    private static async Task<IReadOnlyList<Finding>> Database(NodeOptions options, TimeProvider time, CancellationToken cancel)
    {
        using var claim = Directory.Exists(options.DataFolder) ? DataFolder.TryClaim(options.DataFolder) : null;
        DatabaseConnection? connection = null;
        try
        {
            var start = await Finding.Of("database", async () =>
            {
                connection = await DatabaseConnections.Open(options, cancel);
                return await new DatabaseChecks(options, connection, time).Answer(cancel);
            });
            if (!start.Holds)
            {
                return [start];
            }

            var checks = new DatabaseChecks(options, connection!, time); // it answered
            return
            [
                start,
                await Finding.Of("tables", () => checks.Tables(cancel)),
                await Finding.Of("sealed values", () => checks.Key(cancel)),
                await Finding.Of("clock", () => checks.Clock(cancel)),
            ];
        }
        finally
        {
            // Nobody serves: what was started for looking is stopped again.
            if (claim is not null && connection?.Managed is { } managed)
            {
                await managed.Stop(CancellationToken.None);
            }
        }
    }
}
