using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Conformance.Tests;

/// <summary>
/// One run of one suite of the WebDAV test, litmus: Debian's, or with <see cref="Variable"/> the one that was built in a folder from its source.
/// </summary>
/// <param name="Run">Tests that ran; a suite stops when one that others rest on fails.</param>
/// <param name="Failed">Of those, failed.</param>
/// <param name="Output">What it printed.</param>
public sealed partial record LitmusRun(int Run, int Failed, string Output)
{
    /// <summary>Names the folder of a litmus that was built by hand; its large file needs minutes.</summary>
    public const string Variable = "FEDERATION_LITMUS";

    private static readonly string? Folder = Environment.GetEnvironmentVariable(Variable);
    private static readonly string Program = Folder is null ? "/usr/bin/litmus" : Path.Combine(Folder, "litmus");
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(Folder is null ? 2 : 9);

    /// <summary>The suites and how many tests each has: 104 in Debian's 0.13; 106 in 0.18, whose file of more than 2 GiB is apart.</summary>
    public static IReadOnlyList<(string Suite, int Tests)> Suites { get; } = Folder is null
        ? [("basic", 16), ("copymove", 13), ("props", 30), ("locks", 41), ("http", 4)]
        : [("basic", 16), ("copymove", 13), ("props", 33), ("locks", 40), ("http", 4), ("largefile", 5)];

    /// <summary>What it minds without failing anything.</summary>
    public IReadOnlyList<string> Warnings => [.. Output.Split('\n').Where(line => line.Contains("WARNING", StringComparison.Ordinal))];

    public static async Task<LitmusRun> Of(string suite, Uri address, string name, string password)
    {
        Assert.True(File.Exists(Program), "litmus is not installed; ops/prepare --tests installs it (package litmus).");
        var folder = Directory.CreateTempSubdirectory("litmus"); // it leaves its logs where it runs
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Program, ["-k", address.AbsoluteUri, name, password])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["TESTS"] = suite, ["TESTROOT"] = Folder },
            })!;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            end.CancelAfter(Longest);
            var errors = process.StandardError.ReadToEndAsync(end.Token);
            var output = await process.StandardOutput.ReadToEndAsync(end.Token) + await errors;
            await process.WaitForExitAsync(end.Token);
            var summary = Summary().Match(output);
            Assert.True(summary.Success && summary.Groups[1].Value == suite, $"litmus printed no summary of {suite}:\n{output}");
            return new(Number(summary, 2), Number(summary, 3), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"<- summary for `(\w+)': of (\d+) tests run: \d+ passed, (\d+) failed")]
    private static partial Regex Summary();
}
