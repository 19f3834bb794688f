using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Federation.Node.Hosting.Configuration;
using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>PostgreSQL's own <c>pg_dump</c> and <c>pg_restore</c> on the node's database, the private one included.</summary>
internal static class DatabaseDump
{
    /// <summary>Writes the database into a file that only its owner may read.</summary>
    /// <param name="leftOut">Tables whose content is left out.</param>
    /// <exception cref="OperatorException">The file is there already, or <c>pg_dump</c> failed.</exception>
    public static async Task Write(DatabaseConnection database, string file, IEnumerable<string> leftOut, CancellationToken cancel)
    {
        var unfinished = file + ".unfinished";
        RequireAbsent(file);
        File.Delete(unfinished);
        using (File.OpenHandle(unfinished, FileMode.CreateNew, FileAccess.Write))
        {
            File.SetUnixFileMode(unfinished, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await Run("pg_dump", database,
            ["--format=custom", "--no-owner", "--schema=node", .. leftOut.Select(table => $"--exclude-table-data=node.{table}"), "--file", unfinished], cancel);
        RequireAbsent(file);
        File.Move(unfinished, file);
    }

    /// <summary>Reads such a file into a database in which no node is.</summary>
    /// <exception cref="OperatorException">A node is in it, or <c>pg_restore</c> failed; then the database is as it was.</exception>
    public static async Task Read(DatabaseConnection database, string file, CancellationToken cancel)
    {
        await using (var source = NpgsqlDataSource.Create(database.ConnectionString))
        await using (var command = source.CreateCommand("select to_regclass('node.mt_events')::text"))
        {
            if (await command.ExecuteScalarAsync(cancel) is string)
            {
                throw new OperatorException("There is a node in this database already; nothing was restored.", "Restore into an empty database, or an empty data folder with the master key in it.");
            }
        }

        await Run("pg_restore", database, ["--no-owner", "--exit-on-error", "--single-transaction", "--dbname", database.ConnectionName(), file], cancel);
    }

    private static string ConnectionName(this DatabaseConnection database) => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database ?? "postgres";

    private static void RequireAbsent(string file)
    {
        if (File.Exists(file))
        {
            throw new OperatorException($"{file} is there already.", "A backup never overwrites another: name a new file.");
        }
    }

    // By the environment: a password on the command line is visible to others.
    private static async Task Run(string program, DatabaseConnection database, IEnumerable<string> arguments, CancellationToken cancel)
    {
        var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo(PathOf(program), arguments)
        {
            RedirectStandardError = true,
            Environment =
            {
                ["PGHOST"] = connection.Host,
                ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = connection.Username,
                ["PGPASSWORD"] = connection.Password,
                ["PGDATABASE"] = database.ConnectionName(),
                ["LC_ALL"] = "C",
            },
        };
        try
        {
            using var process = Process.Start(start)!; // null only when an existing process is reused
            var errors = await process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                throw new OperatorException($"{program} failed: {errors.Split('\n').FirstOrDefault(line => line.Trim().Length > 0)}", "Its version must not be older than the server's.");
            }
        }
        catch (Win32Exception e)
        {
            throw new OperatorException($"{program} cannot be run: {e.Message}", "Install the package with `apt-get install postgresql-client`.");
        }
    }

    // Beside the server of the private PostgreSQL, or wherever the client package put it.
    private static string PathOf(string program)
    {
        try
        {
            return Path.Combine(PostgresBinaries.Find(), program) is var there && File.Exists(there) ? there : program;
        }
        catch (OperatorException)
        {
            return program;
        }
    }
}
