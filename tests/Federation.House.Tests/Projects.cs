using System.Xml.Linq;

namespace Federation.House.Tests;

public sealed class Projects
{
    [Fact]
    public void Reference_what_the_drawing_says_and_nothing_else()
    {
        var folders = Directory.GetDirectories(Path.Combine(House.Folder, "src")).Select(folder => Path.GetFileName(folder)).Order().ToArray();
        Assert.Equal(House.Projects.Keys.Order(), folders);
        foreach (var (project, references) in House.Projects)
        {
            var actual = Items(project, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order().ToArray();
            Assert.True(references.Order().SequenceEqual(actual!),
                $"{project} references [{string.Join(", ", actual)}]; the drawing says [{string.Join(", ", references)}] (House.Projects; ARCHITECTURE, Who may call whom).");
        }
    }

    [Fact]
    public void That_are_pure_name_no_web_server_and_no_database()
    {
        foreach (var project in House.Pure)
        {
            var sdk = XDocument.Load(Path.Combine(House.Folder, "src", project, project + ".csproj")).Root!.Attribute("Sdk")!.Value; // a project has one
            Assert.True(sdk == "Microsoft.NET.Sdk", $"{project} uses {sdk}: it would drag ASP.NET Core into everything that uses it.");
            string[] named = [.. Items(project, "PackageReference"), .. Items(project, "FrameworkReference"),
                .. System.Reflection.Assembly.Load(project).GetReferencedAssemblies().Select(assembly => assembly.Name ?? "")];
            var worldly = named.Where(name => new[] { "Microsoft.AspNetCore", "Marten", "Npgsql", "Weasel", "JasperFx" }
                .Any(world => name.StartsWith(world, StringComparison.Ordinal))).ToList();
            Assert.True(worldly.Count == 0, $"{project} is pure, but names {string.Join(", ", worldly)}. What needs these belongs into a room of the node.");
        }
    }

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(House.Folder, "src", project, project + ".csproj")).Descendants(kind).Select(item => item.Attribute("Include")!.Value); // an item has one
}
