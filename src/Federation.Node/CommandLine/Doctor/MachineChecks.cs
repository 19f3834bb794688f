using Federation.Node.Documents.Scanning;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs.S3;
using Federation.Storage.Keys;

namespace Federation.Node.CommandLine.Doctor;

/// <summary>What the machine must offer. Looks only: makes no key, no folder and no database.</summary>
internal static class MachineChecks
{
    /// <summary>Less than this is a node that stops soon: PostgreSQL halts when it cannot write its log.</summary>
    public const long LeastFreeBytes = 1L << 30;

    /// <summary>The server programs of the private PostgreSQL, and a user they may run as.</summary>
    public static string Server()
    {
        var binaries = PostgresBinaries.Find();
        var account = ServerAccount.Current();
        return account.IsAnother ? $"{binaries}, run as user number {account.UserId}" : binaries;
    }

    /// <summary>A folder the node writes to. One that does not exist is judged by the nearest parent that does.</summary>
    public static string Folder(string folder, bool forServer)
    {
        if (forServer)
        {
            ServerAccount.Current().RequireReach(Path.Combine(folder, "postgres"));
        }

        var nearest = Existing(folder);
        try
        {
            using var probe = new FileStream(
                Path.Combine(nearest, ".federation-doctor-" + Environment.ProcessId), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return nearest == folder ? folder : $"{folder} (made at the first start)";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperatorException($"{nearest} cannot be written: {e.Message}", "Give the folder to the node's user with chown, or choose another.");
        }
    }

    /// <summary>Room left on the disk of a folder.</summary>
    public static string Disk(string folder)
    {
        var free = new DriveInfo(Existing(folder)).AvailableFreeSpace;
        return free >= LeastFreeBytes
            ? $"{free >> 20} MiB free"
            : throw new OperatorException($"{free >> 20} MiB free, {LeastFreeBytes >> 20} MiB are the least.", $"Make room on the disk of {folder}, or move the folder.");
    }

    /// <summary>The bucket that keeps the files, if a folder does not.</summary>
    public static async Task<string> Bucket(S3Bucket bucket, CancellationToken cancel) => await bucket.Trouble(cancel) is { } trouble
        ? throw new OperatorException(trouble, "Look at s3, s3Region and s3CredentialsFile, and at the bucket's own settings.")
        : $"{bucket}";

    /// <summary>The virus scanner answers.</summary>
    public static async Task<string> Scanner(NodeOptions options, CancellationToken cancel) => await new VirusScanner(options).Version(cancel) is { Kind: VerdictKind.Clean } answer
        ? answer.Detail
        : throw new OperatorException($"The virus scanner at {options.VirusScanner} does not answer.", "Start clamd (Debian: systemctl start clamav-daemon), and let the node's user reach its socket.");

    /// <summary>The master key's file: absent before the first start, else readable by its owner only.</summary>
    public static string Key(string file)
    {
        if (!File.Exists(file))
        {
            return $"{file} (made at the first start)";
        }

        try
        {
            var all = MasterKey.Load(file).Fingerprints;
            return $"{file}, fingerprint {all[0]}{(all.Count > 1 ? "; it is being replaced, and if nobody is at it: run `federation keys rotate` again" : "")}";
        }
        catch (MasterKeyException e)
        {
            throw new OperatorException(e.Message, $"Run `chmod 600 {file}` if others may read it; restore it from its copy if it is broken.");
        }
    }

    /// <summary>The address to listen on: free, or held by a node.</summary>
    public static async Task<string> Port(NodeOptions options, CancellationToken cancel)
    {
        if (ListenAddress.IsFree(options.Listen))
        {
            return $"{options.Listen} is free";
        }

        return await IsNode(options.Listen, cancel) ? $"{options.Listen}: a node answers" : throw ListenAddress.Taken(options.Listen);
    }

    private static async Task<bool> IsNode(string listen, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await http.GetAsync(new Uri($"http://{listen}/livez"), cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // something else that does not speak HTTP
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false; // something else that does not answer
        }
    }

    private static string Existing(string folder)
    {
        var nearest = Path.GetFullPath(folder);
        while (!Directory.Exists(nearest))
        {
            nearest = Path.GetDirectoryName(nearest)!; // "/" exists
        }

        return nearest;
    }
}
