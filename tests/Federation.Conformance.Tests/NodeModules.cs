using System.Collections.Concurrent;
using System.Diagnostics;

namespace Federation.Conformance.Tests;

/// <summary>The npm projects beside these tests, installed as their lock files pin them.</summary>
internal static class NodeModules
{
    /// <summary>The oldest node that runs them.</summary>
    private const int OldestNode = 20;

    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Installed = new();

    /// <summary>The folder of a project; what is missing is installed first, once in a run.</summary>
    /// <param name="project">Its folder beside the tests.</param>
    /// <param name="suite">The tests' own folder.</param>
    public static Task<string> Folder(string project, string suite = "Federation.Conformance.Tests") =>
        Installed.GetOrAdd(Path.Combine(suite, project), path => new(() => Install(path))).Value;

    private static async Task<string> Install(string project)
    {
        var folder = Path.Combine(Repository(), "tests", project);
        var version = await Run("node", ["--version"]);
        Assert.True(int.TryParse(version.TrimStart('v').Split('.')[0], out var major) && major >= OldestNode,
            $"These tests run programs of npm, which need node {OldestNode} or newer; here is {(version.Length > 0 ? version : "none")}. ops/prepare installs the distribution's.");
        var mark = Path.Combine(folder, "node_modules", ".installed"); // as ops/prepare leaves it
        var pinned = await File.ReadAllTextAsync(Path.Combine(folder, "package-lock.json"));
        if (!File.Exists(mark) || await File.ReadAllTextAsync(mark) != pinned)
        {
            Console.WriteLine($"Installing the npm packages of {project} for these tests (npm ci).");
            await Run("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel", "error"]);
            Assert.True(Directory.Exists(Path.GetDirectoryName(mark)), "npm ci installed nothing; it says why above.");
            await File.WriteAllTextAsync(mark, pinned);
        }

        return folder;
    }

    private static async Task<string> Run(string program, string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!; // an executable is always a new process
            var printed = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return printed.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // there is no such program
        }
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not lie in a checkout: no folder above them holds Federation.sln.");
    }
}
