using System.Diagnostics;
using System.Text;
using Federation.Node.Documents.Scanning;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Tests.Documents;

/// <summary>Debian's clamd on a socket of its own, which knows one signature: a harmless line of ours.</summary>
internal sealed class Clamd : IAsyncDisposable
{
    /// <summary>What it takes for a virus.</summary>
    public const string Marker = "This line is what the tests of Federation take for a virus.";

    /// <summary>Bytes it takes of one document.</summary>
    public const int MostBytes = 1024 * 1024;

    private const string Program = "/usr/sbin/clamd";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("federation-clamd").FullName;

    private Process? process;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Where it listens, or will.</summary>
    public string Address => Path.Combine(folder, "clamd.ctl");

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task Start()
    {
        Assert.True(File.Exists(Program), "clamd is missing; ops/prepare --tests installs it (clamav-daemon).");
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "db")).FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "tests.ndb"), $"Federation.Tests.Marker:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Marker))}\n", Cancel);
        var settings = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(settings, $"""
            LocalSocket {Address}
            DatabaseDirectory {signatures}
            TemporaryDirectory {folder}
            Foreground yes
            StreamMaxLength {MostBytes}

            """, Cancel);
        process = Process.Start(new ProcessStartInfo(Program, ["--config-file", settings]) { RedirectStandardOutput = true, RedirectStandardError = true })!; // none is reused
        _ = process.StandardOutput.ReadToEndAsync(Cancel);
        _ = process.StandardError.ReadToEndAsync(Cancel);
        var scanner = new VirusScanner(new NodeOptions { DataFolder = folder, VirusScanner = Address });
        for (var watch = Stopwatch.StartNew(); (await scanner.Version(Cancel)).Kind != VerdictKind.Clean; await Task.Delay(50, Cancel))
        {
            Assert.True(watch.Elapsed < Patience && !process.HasExited, "clamd did not come up.");
        }
    }

    /// <summary>Ends it at once.</summary>
    public async Task Stop()
    {
        process?.Kill();
        await (process?.WaitForExitAsync(CancellationToken.None) ?? Task.CompletedTask);
        process?.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }
}
