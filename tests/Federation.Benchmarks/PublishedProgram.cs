using System.Diagnostics;

namespace Federation.Benchmarks;

/// <summary>The node as an operator runs it: made by <c>ops/publish</c>, not by the build of the benchmark.</summary>
internal static class PublishedProgram
{
    private static string? made;

    /// <summary>Its path; made anew in each run of the benchmarks.</summary>
    public static async Task<string> Make(CancellationToken cancel)
    {
        if (made is null)
        {
            var folder = Path.Combine(Repository.Root, "artifacts", "publish", "benchmarks");
            using var publish = Process.Start(Path.Combine(Repository.Root, "ops", "publish"), [folder]);
            await publish.WaitForExitAsync(cancel);
            made = publish.ExitCode == 0
                ? Path.Combine(folder, "federation")
                : throw new InvalidOperationException($"ops/publish ended with {publish.ExitCode}.");
        }

        return made;
    }
}
