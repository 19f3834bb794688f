using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members.SignIn;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.CommandLine.Doctor;

/// <summary>What the database must be. Reads only.</summary>
internal sealed class DatabaseChecks(NodeOptions options, DatabaseConnection connection, TimeProvider time)
{
    /// <summary>Peers refuse messages an hour off; a minute is time to notice.</summary>
    private static readonly TimeSpan LargestClockError = TimeSpan.FromMinutes(1);

    /// <summary>It answers and its version will do.</summary>
    public async Task<string> Answer(CancellationToken cancel)
    {
        try
        {
            var version = (string)await Scalar("show server_version_num", cancel);
            return version.Length >= 6 && int.Parse(version[..^4], System.Globalization.CultureInfo.InvariantCulture) >= PostgresBinaries.OldestMajor
                ? $"PostgreSQL {version[..^4]} answers"
                : throw new OperatorException($"PostgreSQL {version} is too old.", $"Use version {PostgresBinaries.OldestMajor} or later.");
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or ArgumentException)
        {
            throw new OperatorException($"The database does not answer: {e.Message}", "Start it, and check `database` in node.json or FEDERATION_DATABASE.");
        }
    }

    /// <summary>Tables are as this version makes them; an empty database is filled at the first start.</summary>
    public async Task<string> Tables(CancellationToken cancel)
    {
        if (await IsEmpty(cancel))
        {
            return "empty (filled at the first start)";
        }

        if (!File.Exists(options.MasterKeyFile))
        {
            throw new OperatorException(
                $"The database is in use, but its master key {options.MasterKeyFile} is missing.", "Restore the file from its copy before you start the node.");
        }

        await using var app = NodeApplication.Build(options, connection);
        try
        {
            await app.Services.GetRequiredService<IDocumentStore>().Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancel);
            return "as this version makes them";
        }
        catch (Weasel.Core.Migrations.DatabaseValidationException)
        {
            throw new OperatorException("The tables are of another version.", "Start the node once with `federation serve`: it brings them up to date.");
        }
    }

    /// <summary>The master key opens what the database keeps.</summary>
    public async Task<string> Key(CancellationToken cancel)
    {
        if (await IsEmpty(cancel) || await Scalar("select wrapped from node.member_secret where name = 'names'", cancel) is not byte[] wrapped)
        {
            return "nothing is kept yet";
        }

        try
        {
            var key = MasterKey.Load(options.MasterKeyFile);
            _ = key.Unwrap(SignInNames.Context, wrapped);
            return $"master key {key.Fingerprint} opens it";
        }
        catch (Exception e) when (e is MasterKeyException or BrokenSealException)
        {
            throw new OperatorException(e.Message, "Restore the master key's file from its copy.");
        }
    }

    /// <summary>This machine's clock agrees with the database's and is not before what was written already.</summary>
    public async Task<string> Clock(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var error = now - Utc(await Scalar("select clock_timestamp()", cancel));
        if (error.Duration() > LargestClockError)
        {
            throw new OperatorException(
                $"This machine's clock is {error.TotalSeconds:0} seconds off the database's.", "Switch time synchronisation on with `timedatectl set-ntp true`.");
        }

        if (!await IsEmpty(cancel) && await Scalar("select max(timestamp) from node.mt_events", cancel) is DateTime newest && Utc(newest) - now > LargestClockError)
        {
            throw new OperatorException(
                $"The clock says {now:u}, but something was written at {newest:u}.", "Set the clock right with `timedatectl set-ntp true` before you start the node.");
        }

        return $"{now:u}";
    }

    private async Task<bool> IsEmpty(CancellationToken cancel) =>
        await Scalar("select to_regclass('node.member_secret') is null or to_regclass('node.mt_events') is null", cancel) is true;

    private async Task<object> Scalar(string sql, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(connection.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel) ?? DBNull.Value;
    }

    private static DateTimeOffset Utc(object value) => new(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc));
}
