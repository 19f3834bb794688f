using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Federation.Benchmarks.Fedify;

/// <summary>The other side: the stock server's own benchmark, run on the same machine right after ours.</summary>
internal static class FedifyScript
{
    private const string Modules = "tests/Federation.Conformance.Tests/Fedify/node_modules";

    /// <summary>What the script of this folder printed; null when Fedify is not installed.</summary>
    /// <exception cref="InvalidOperationException">It ended without a result.</exception>
    public static async Task<JsonObject?> Run(string script, IEnumerable<string> arguments, CancellationToken cancel)
    {
        if (!Directory.Exists(Path.Combine(Repository.Root, Modules)))
        {
            return null;
        }

        // Fedify asks for node 20, which comes with the lock file when the machine's own is older.
        var own = Path.Combine(Repository.Root, Modules, "node/bin/node");
        var start = new ProcessStartInfo(File.Exists(own) ? own : "node", [Path.Combine("tests/Federation.Benchmarks/Fedify", script), .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!; // it is a program
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return line is not null && JsonNode.Parse(line) is JsonObject result
            ? result
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode} and without a result.");
    }
}
