using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Federation.Benchmarks.FanOut;

/// <summary>The other side: the stock server's own benchmark, run on the same machine right after ours.</summary>
internal static class FedifyFanOut
{
    private const string Script = "tests/Federation.Benchmarks/Fedify/bench-fanout.mjs";
    private const string Modules = "tests/Federation.Conformance.Tests/Fedify/node_modules";

    /// <summary>Deliveries a second; null when it is not installed.</summary>
    public static async Task<double?> Run(CancellationToken cancel)
    {
        var root = new DirectoryInfo(Environment.CurrentDirectory);
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, Modules)))
        {
            root = root.Parent;
        }

        if (root is null)
        {
            return null;
        }

        // Fedify asks for node 20, which comes with the lock file when the machine's own is older.
        var own = Path.Combine(root.FullName, Modules, "node/bin/node");
        using var process = Process.Start(new ProcessStartInfo(File.Exists(own) ? own : "node", [Script, "--rsa", "2048"])
        {
            WorkingDirectory = root.FullName,
            RedirectStandardOutput = true,
        })!; // it is a program
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return line is null ? null : JsonNode.Parse(line)?["perSecond"]?.GetValue<double>();
    }
}
