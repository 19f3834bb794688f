using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Node.Hosting.Configuration;
using Npgsql;

namespace Federation.Node.Hosting.Database;

/// <summary>
/// A private PostgreSQL under the data folder: data checksums on, unix socket only, stopped with the node. It runs in a session
/// of its own, so a <c>kill -9</c> of the node leaves it whole and the next start takes it over.
/// </summary>
internal sealed class ManagedPostgres
{
    private const string UserName = "federation";
    private const string DatabaseName = "federation";

    /// <summary>Longest folder of a socket: sun_path holds 108 bytes and PostgreSQL appends "/.s.PGSQL.5432".</summary>
    private const int LongestSocketFolder = 90;

    private readonly string folder;
    private readonly string binaries;
    private readonly ServerAccount account;

    private ManagedPostgres(string folder, string binaries, ServerAccount account)
    {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
    }

    private string Cluster => Path.Combine(folder, "cluster");

    private string PasswordFile => Path.Combine(folder, "password");

    private string LogFile => Path.Combine(folder, "postgres.log");

    private string PidFile => Path.Combine(Cluster, "postmaster.pid");

    private string SocketFolder => folder.Length <= LongestSocketFolder
        ? folder
        : Path.Combine(Path.GetTempPath(), "federation-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..16]);

    /// <summary>How the node connects; valid once <see cref="Start"/> has returned.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Username = UserName,
        Password = File.ReadAllText(PasswordFile),
        Database = DatabaseName,
        MaxPoolSize = 60,
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>Process id of the running server, or null.</summary>
    public int? ProcessId =>
        File.Exists(PidFile) && int.TryParse(FirstLine(PidFile), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && IsOurs(pid)
            ? pid
            : null;

    /// <summary>The managed server of a data folder; nothing is started yet.</summary>
    public static ManagedPostgres In(string dataFolder)
    {
        var folder = Path.Combine(Path.GetFullPath(dataFolder), "postgres");
        return new ManagedPostgres(folder, PostgresBinaries.Find(), ServerAccount.Current());
    }

    /// <summary>Creates the cluster if there is none, takes over a running server or starts one, and waits until it answers.</summary>
    /// <exception cref="OperatorException">It cannot be created or started; the hint says where its log is.</exception>
    public async Task Start(CancellationToken cancel)
    {
        account.RequireReach(folder);
        CreateFolders();
        if (!File.Exists(Path.Combine(Cluster, "PG_VERSION")))
        {
            await CreateCluster(cancel);
        }

        if (ProcessId is null)
        {
            await StartServer(cancel);
        }

        await CreateDatabase(cancel);
    }

    /// <summary>Stops the server, letting running transactions roll back ("fast").</summary>
    public async Task Stop(CancellationToken cancel)
    {
        if (ProcessId is not null)
        {
            await Run("pg_ctl", ["-D", Cluster, "-m", "fast", "-w", "-t", "60", "stop"], cancel);
        }

        if (SocketFolder != folder && Directory.Exists(SocketFolder))
        {
            Directory.Delete(SocketFolder, recursive: true); // nobody would look for it where it is
        }
    }

    /// <summary>Starts the server again if it died (kill -9, out of memory). Children of a killed postmaster need a moment to go.</summary>
    /// <returns>True if it had to be started.</returns>
    public async Task<bool> Revive(CancellationToken cancel)
    {
        if (ProcessId is not null)
        {
            return false;
        }

        await StartServer(cancel);
        return true;
    }

    private void CreateFolders()
    {
        Directory.CreateDirectory(folder);
        account.Own(folder);
        if (SocketFolder != folder)
        {
            Directory.CreateDirectory(SocketFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            account.Own(SocketFolder);
        }
    }

    private async Task CreateCluster(CancellationToken cancel)
    {
        File.WriteAllText(PasswordFile, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        File.SetUnixFileMode(PasswordFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        account.Own(PasswordFile);

        // A crash half-way leaves only the folder with the temporary name behind.
        var unfinished = Cluster + ".new";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        await Run("initdb", ["-D", unfinished, "-U", UserName, "-A", "scram-sha-256", $"--pwfile={PasswordFile}", "--data-checksums",
            "--encoding=UTF8", "--locale=C.UTF-8"], cancel);
        Directory.Move(unfinished, Cluster);
    }

    private async Task StartServer(CancellationToken cancel)
    {
        var settings = $"-c listen_addresses='' -c unix_socket_directories='{SocketFolder}' -c max_connections=200 -c unix_socket_permissions=0700"
            + " -c autovacuum_naptime=10s"; // a table that grows fast is soon planned for as what it is
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Run("pg_ctl", ["-D", Cluster, "-l", LogFile, "-w", "-t", "60", "-o", settings, "start"], cancel);
                return;
            }
            catch (OperatorException) when (attempt < 20)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancel);
            }
        }
    }

    private async Task CreateDatabase(CancellationToken cancel)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(cancel);
        await using var exists = new NpgsqlCommand($"select 1 from pg_database where datname = '{DatabaseName}'", connection);
        if (await exists.ExecuteScalarAsync(cancel) is null)
        {
            await using var create = new NpgsqlCommand($"create database {DatabaseName}", connection);
            await create.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task Run(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        string[] command = [.. account.Prefix, Path.Combine(binaries, program), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        // The server inherits pg_ctl's environment: no secret of the node may be in it.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith(NodeConfiguration.EnvironmentPrefix, StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(cancel);
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
            {
                throw ServerReport.Failed(program, await errors, await output, LogFile);
            }
        }
        catch (Win32Exception e)
        {
            throw new OperatorException($"{command[0]} cannot be run: {e.Message}", "Install the packages postgresql and util-linux.");
        }
    }

    private static string FirstLine(string path) => File.ReadLines(path).FirstOrDefault() ?? "";

    // A pid file outlives a crash and its number may belong to somebody else by now: ask what that process is. A zombie's line is empty.
    private bool IsOurs(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0').Contains(Cluster);
        }
        catch (IOException)
        {
            return false; // the process is gone
        }
    }
}
