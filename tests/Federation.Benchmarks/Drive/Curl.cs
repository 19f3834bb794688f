using System.Diagnostics;
using System.Globalization;

namespace Federation.Benchmarks.Drive;

/// <summary>The stock client that all sides are measured with.</summary>
internal static class Curl
{
    /// <summary>Runs one transfer after another, or eight at once; returns the seconds it all took.</summary>
    /// <param name="server">Who is asked.</param>
    /// <param name="transfers">Lines of curl's own configuration, one text for each transfer, without what all have in common.</param>
    /// <param name="folder">Where to write what curl reads.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="InvalidOperationException">A transfer failed.</exception>
    public static async Task<double> Run(DriveServer server, IReadOnlyList<string> transfers, string folder, CancellationToken cancel)
    {
        var file = Path.Combine(folder, "curl");
        var common = server.User is { } user ? $"user = \"{user}\"\n" : "";
        var text = string.Join("next\n", transfers.Select(each => $"silent\nshow-error\nfail\nhttp1.1\noutput = /dev/null\n{common}{each}\n"));
        await File.WriteAllTextAsync(file, text, cancel);
        var start = new ProcessStartInfo("curl", ["--no-progress-meter", "--parallel", "--parallel-max", "8", "--parallel-immediate", "--config", file]);
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!; // it is a program
        await process.WaitForExitAsync(cancel);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? seconds
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"curl ended with {process.ExitCode} against {server.Name}."));
    }

    public static string Put(DriveServer server, string name, string file) => $"url = \"{new Uri(server.Root, name)}\"\nupload-file = \"{file}\"\nheader = \"Expect:\"";

    public static string Get(DriveServer server, string name) => $"url = \"{new Uri(server.Root, name)}\"";

    public static string Make(DriveServer server, string name) => $"url = \"{new Uri(server.Root, name)}\"\nrequest = MKCOL";

    public static string List(DriveServer server, string name, string body) =>
        $"url = \"{new Uri(server.Root, name)}\"\nrequest = PROPFIND\nheader = \"Depth: 1\"\nheader = \"Content-Type: application/xml\"\ndata-binary = \"@{body}\"";
}
