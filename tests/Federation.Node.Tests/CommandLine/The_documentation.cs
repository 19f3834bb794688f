using System.CommandLine;
using System.Text.RegularExpressions;
using Federation.Node.CommandLine;

namespace Federation.Node.Tests.CommandLine;

/// <summary>A command that stands in the README or under docs/ is a command the program understands.</summary>
public sealed partial class The_documentation
{
    public static TheoryData<string> Commands => [.. Documents().SelectMany(CommandsOf).Distinct(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Commands))]
    public void Names_only_commands_that_are_understood(string command)
    {
        var parsed = FederationCommand.Root().Parse(command["federation ".Length..]);
        Assert.True(parsed.Errors.Count == 0, $"`{command}`: {string.Join(' ', parsed.Errors.Select(error => error.Message))}");
    }

    [Fact]
    public void Leads_only_to_files_that_are_there()
    {
        var missing = Documents().SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups["path"].Value.Split('#')[0]).Where(path => path.Length > 0 && !path.Contains(':', StringComparison.Ordinal))
            .Select(path => Path.GetFullPath(path, Path.GetDirectoryName(document)!)) // a file has a folder
            .Where(path => !File.Exists(path) && !Directory.Exists(path)).Select(path => $"{Path.GetFileName(document)} leads to {path}"));
        Assert.Empty(missing);
    }

    // Only blocks hold whole commands; inside a sentence `federation verify` is a name.
    private static IEnumerable<string> CommandsOf(string document) =>
        Block().Matches(File.ReadAllText(document)).SelectMany(block => block.Groups["text"].Value.Split('\n')).Select(line => line.Trim())
            .Where(line => line.StartsWith("federation ", StringComparison.Ordinal));

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Path.Combine(Root(), "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root(), "README.md"));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Federation.sln was not found above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("^```[a-z]*\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\]\((?<path>[^)\s]+)\)")]
    private static partial Regex Link();
}
