using System.Diagnostics;

namespace Federation.Conformance.Tests.Clients;

/// <summary>Runs a program of the distribution to its end, in a folder that is also its home.</summary>
/// <param name="home">Where it runs and leaves its settings.</param>
/// <param name="environment">What it finds set, besides.</param>
internal sealed class ForeignProgram(string home, params IReadOnlyList<(string Name, string Value)> environment)
{
    /// <summary>For one run; what takes longer hangs.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Where a package put a program, or a failure that says which package is missing.</summary>
    public static string Installed(string path, string package)
    {
        Assert.True(File.Exists(path), $"{Path.GetFileName(path)} is not installed; ops/prepare --tests installs it (package {package}).");
        return path;
    }

    /// <summary>Runs it and expects it to be content.</summary>
    /// <returns>What it printed.</returns>
    public async Task<string> Run(string program, params IReadOnlyList<string> arguments)
    {
        var (code, output) = await Try(program, arguments);
        Assert.True(code == 0, $"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with {code}:\n{output}");
        return output;
    }

    /// <summary>Runs it.</summary>
    /// <returns>Its exit code and what it printed, errors last.</returns>
    public async Task<(int Code, string Output)> Try(string program, params IReadOnlyList<string> arguments)
    {
        using var process = new Process
        {
            StartInfo = new(program, arguments)
            {
                WorkingDirectory = home,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment = { ["HOME"] = home, ["LC_ALL"] = "C.UTF-8" },
            },
        };
        foreach (var (name, value) in environment)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.Start();
        process.StandardInput.Close(); // who asks a question gets no answer, and does not wait for one
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(Longest);
        try
        {
            var errors = process.StandardError.ReadToEndAsync(end.Token);
            var output = await process.StandardOutput.ReadToEndAsync(end.Token) + await errors;
            await process.WaitForExitAsync(end.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
