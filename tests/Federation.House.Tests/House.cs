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
        ["Contributions"] = ["Members", "Campaigns", "Consents"],
        ["Datasets"] = ["Members", "Campaigns", "Consents", "Contributions", "Peers", "Delivery"],
    };

    /// <summary>Folders of the node that are not rooms.</summary>
    public static readonly string[] Foundations = ["Hosting", "Shell", "CommandLine"];

    public static Assembly Node { get; } = Assembly.Load("federation");

    /// <summary>The checkout's root: where Federation.sln lies.</summary>
    public static string Folder { get; } = FindFolder();

    public static string NodeFolder => Path.Combine(Folder, "src", "Federation.Node");

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
