using System.Reflection;

namespace Federation.House.Tests;

/// <summary>The drawing of the house: which room may know which. docs/map.md shows it as a picture.</summary>
public static class House
{
    public const string Root = "Federation.Node.";

    public static readonly IReadOnlyDictionary<string, string[]> MayKnow = new Dictionary<string, string[]>
    {
        ["Members"] = [],
        ["Delivery"] = [],
        ["Peers"] = ["Members", "Delivery"],
        ["Documents"] = ["Members"],
        ["Campaigns"] = ["Members", "Peers", "Delivery"],
        ["Consents"] = ["Members", "Campaigns", "Delivery"],
        ["Contributions"] = ["Members", "Campaigns", "Consents", "Delivery"],
        ["Datasets"] = ["Members", "Campaigns", "Consents", "Contributions", "Peers", "Delivery"],
        ["Tools"] = ["Members", "Peers", "Delivery"],
    };

    /// <summary>Folders of the node that are not rooms.</summary>
    public static readonly string[] Foundations = ["Hosting", "Shell", "CommandLine"];

    /// <summary>Which project of src may reference which.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Projects = new Dictionary<string, string[]>
    {
        ["Federation.Protocol"] = [],
        ["Federation.Privacy"] = [],
        ["Federation.Storage"] = [],
        ["Federation.Node"] = ["Federation.Protocol", "Federation.Privacy", "Federation.Storage", "Patched.DistributedLock.Postgres"],
        ["Federation.Gateway"] = [],
        ["Patched.DistributedLock.Postgres"] = [],
    };

    /// <summary>The pure projects: no web server and no database in them.</summary>
    public static readonly string[] Pure = ["Federation.Protocol", "Federation.Privacy", "Federation.Storage"];

    public static Assembly Node { get; } = Assembly.Load("federation");

    /// <summary>The checkout's root: where Federation.sln lies.</summary>
    public static string Folder { get; } = FindFolder();

    public static string NodeFolder => Path.Combine(Folder, "src", "Federation.Node");

    /// <summary>Rooms that hold more than their module: those in which somebody lives already.</summary>
    public static IEnumerable<string> Furnished => MayKnow.Keys.Where(room => Files(Path.Combine(NodeFolder, room)).Skip(1).Any());

    /// <summary>The files under a folder that are kept in the repository.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*") => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split('/').Any(part => part is "obj" or "bin" or "artifacts" or "node_modules")).Order(StringComparer.Ordinal)
        : [];

    /// <summary>A path as it is written in docs: from the checkout's root.</summary>
    public static string Named(string file) => Path.GetRelativePath(Folder, file);

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Federation.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Federation.sln was not found above the tests.");
    }
}
