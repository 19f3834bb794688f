using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Database;

/// <summary>Finds, in what PostgreSQL's programs print, the line that says why.</summary>
internal static class ServerReport
{
    private const long Enough = 1024 * 1024; // bytes; not even the lock file of a server needs more

    private static readonly string[] Telling = ["PANIC", "FATAL", "error:", "could not"];

    /// <summary>What to tell the operator about a program that failed.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="errors">What it printed on standard error.</param>
    /// <param name="output">What it printed otherwise.</param>
    /// <param name="logFile">The server's log; need not exist.</param>
    public static OperatorException Failed(string program, string errors, string output, string logFile)
    {
        var lines = Lines(errors);
        var log = program == "pg_ctl" && File.Exists(logFile) ? File.ReadLines(logFile).TakeLast(20).ToArray() : [];
        // The server's own words first: pg_ctl says no more than that it did not start.
        var reason = Tell(log) ?? Tell(lines) ?? lines.LastOrDefault() ?? Lines(output).LastOrDefault() ?? "it gave no reason";
        return lines.Concat(log).Any(line => line.Contains("No space left on device", StringComparison.Ordinal)) || IsFull(Path.GetDirectoryName(logFile)!)
            ? new OperatorException($"{program} failed: the disk is full ({reason.Trim()}).", $"Make room on the disk of {Path.GetDirectoryName(logFile)}, then try again.")
            : new OperatorException($"{program} failed: {reason.Trim()}", log.Length > 0 ? $"Its log is {logFile}" : "Run `federation doctor`: it looks at what PostgreSQL needs.");
    }

    // The log itself is cut short on a full disk.
    private static bool IsFull(string folder) => new DriveInfo(folder).AvailableFreeSpace < Enough;

    private static string? Tell(string[] lines) => lines.LastOrDefault(line => Telling.Any(word => line.Contains(word, StringComparison.Ordinal)));

    private static string[] Lines(string text) => text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
