using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Federation.Conformance.Tests;

/// <summary>One run of one suite of Debian's WebDAV test, litmus.</summary>
/// <param name="Run">Tests that ran; a suite stops when one that others rest on fails.</param>
/// <param name="Failed">Of those, failed.</param>
/// <param name="Output">What it printed.</param>
public sealed partial record LitmusRun(int Run, int Failed, string Output)
{
    private const string Program = "/usr/bin/litmus";

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

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
                Environment = { ["TESTS"] = suite },
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
