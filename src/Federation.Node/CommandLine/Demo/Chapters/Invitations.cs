using System.Text.Json.Nodes;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>What <c>federation member add --json</c> prints.</summary>
internal static class Invitations
{
    /// <summary>Invitation links by sign-in name.</summary>
    public static IReadOnlyDictionary<string, Uri> Read(string printed) => JsonNode.Parse(printed)!.AsArray() // the verb prints a list
        .ToDictionary(each => each!["name"]!.ToString(), each => new Uri(each!["invitation"]!.ToString()), StringComparer.Ordinal);
}
