using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Federation.Benchmarks.Inbox;

/// <summary>The other side: the stock server's own benchmark, run on the same machine right after ours.</summary>
internal static class FedifyInbox
{
    private const string Script = "tests/Federation.Benchmarks/Fedify/bench-inbox.mjs";

    /// <summary>What it printed; null when it is not installed.</summary>
    public static async Task<JsonObject?> Run(int connections, CancellationToken cancel)
    {
        if (Root() is not { } root || !Directory.Exists(Path.Combine(root, "tests/Federation.Conformance.Tests/Fedify/node_modules")))
        {
            return null;
        }

        using var process = Process.Start(new ProcessStartInfo(Node(root), [Script, "--connections", $"{connections}"]) { WorkingDirectory = root, RedirectStandardOutput = true })!; // it is a program
        var line = await process.StandardOutput.ReadLineAsync(cancel);
        await process.WaitForExitAsync(cancel);
        return line is null ? null : JsonNode.Parse(line) as JsonObject;
    }

    // Fedify asks for node 20, which comes with the lock file when the machine's own is older.
    private static string Node(string root) =>
        Path.Combine(root, "tests/Federation.Conformance.Tests/Fedify/node_modules/node/bin/node") is var own && File.Exists(own) ? own : "node";

    private static string? Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Script)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
