using System.Text.Json.Nodes;
using Federation.Conformance.Tests.Clients;

namespace Federation.Conformance.Tests.Formats;

/// <summary>A catalogue and the first page of its changes as <c>harvest.mjs</c> sees them.</summary>
internal static class Harvest
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What stock libraries say of it.</summary>
    /// <param name="folder">Where the files are put that they read.</param>
    /// <param name="turtle">The catalogue as Turtle.</param>
    /// <param name="json">The same as JSON-LD.</param>
    /// <param name="feed">A page of its feed.</param>
    public static async Task<JsonNode> Of(DirectoryInfo folder, string turtle, byte[] json, byte[] feed)
    {
        string[] files = [.. new[] { "catalog.ttl", "catalog.jsonld", "feed.jsonld" }.Select(name => Path.Combine(folder.FullName, name))];
        await File.WriteAllTextAsync(files[0], turtle, Cancel);
        await File.WriteAllBytesAsync(files[1], json, Cancel);
        await File.WriteAllBytesAsync(files[2], feed, Cancel);
        var readers = await NodeModules.Folder("Formats");
        return JsonNode.Parse(await new ForeignProgram(folder.FullName).Run(
            "node", [Path.Combine(readers, "harvest.mjs"), Path.Combine(readers, "catalogue-shapes.ttl"), .. files]))!; // it is JSON, not null
    }
}
