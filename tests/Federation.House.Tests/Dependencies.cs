using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Federation.House.Tests;

public sealed class Dependencies
{
    private const string Path = "docs/dependencies.md";

    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0", "PostgreSQL"];

    private static IEnumerable<string> Pinned => XDocument.Load(System.IO.Path.Combine(House.Folder, "Directory.Packages.props"))
        .Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value); // a package has a name

    private static IEnumerable<string[]> Rows => File.ReadLines(System.IO.Path.Combine(House.Folder, Path))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());

    [Fact]
    public void Have_a_line_each_and_no_line_is_left_of_one_that_went()
    {
        var listed = Rows.Select(row => row[0].Trim('`')).ToList();
        Assert.True(!Pinned.Except(listed).Any(),
            $"{Path} has no line for {string.Join(", ", Pinned.Except(listed))}: say what for, which licence, and what it is instead of.");
        Assert.True(!listed.Except(Pinned).Any(), $"{Path} speaks of {string.Join(", ", listed.Except(Pinned))}, which Directory.Packages.props does not have. Delete the line.");
    }

    [Fact]
    public void Say_what_for_under_which_licence_and_instead_of_what()
    {
        foreach (var row in Rows)
        {
            Assert.True(row.Length == 4 && row.All(cell => cell.Length > 0), $"{Path}: the line of {row[0]} is not | package | what for | licence | instead of |.");
            Assert.True(Licences.Contains(row[2]), $"{Path}: {row[0]} is under {row[2]}. We take {string.Join(", ", Licences)}; another needs a decision record.");
        }
    }

    [Fact]
    public void Are_used_by_some_project()
    {
        var projects = string.Join('\n', House.Files(House.Folder, "*.csproj").Concat(House.Files(House.Folder, "Directory.Build.props")).Select(File.ReadAllText));
        var unused = Pinned.Where(package => !projects.Contains($"PackageReference Include=\"{package}\"", StringComparison.Ordinal) && !IsBrought(package)).ToList();
        Assert.True(unused.Count == 0, $"Nothing uses {string.Join(", ", unused)}: delete them from Directory.Packages.props.");
    }

    // Of what a package brings with it we pin the version only.
    private static bool IsBrought(string package) => House.Files(System.IO.Path.Combine(House.Folder, "src"), "packages.lock.json").Any(file =>
        Regex.IsMatch(File.ReadAllText(file), $"\"{Regex.Escape(package)}\": \\{{\\s*\"type\": \"CentralTransitive\""));
}
