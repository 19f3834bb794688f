using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.CommandLine.Demo.Web;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>One version of a dataset, read and checked as a reader outside the node can: signature, digests, and what hidden cells give away.</summary>
/// <param name="Url">Of its signed description.</param>
/// <param name="TablePath">Path of its table's file.</param>
/// <param name="TableSha256">Digest of it.</param>
/// <param name="Table">What it says.</param>
internal sealed record ReleasedVersion(string Url, string TablePath, string TableSha256, ReadTable Table)
{
    /// <summary>Reads the version that a publisher's dataset has now, or null while there is none.</summary>
    public static async Task<string?> Current(Organisation publisher, string dataset, CancellationToken cancel) =>
        (await publisher.Node.Visitor("en", cancel).Json("/datasets") as JsonArray)?
            .FirstOrDefault(each => each?["id"]?.ToString().EndsWith(dataset, StringComparison.Ordinal) == true)?["current"]?.ToString();

    /// <summary>Reads a version and checks all that can be checked without knowing who gave what.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="publisher">Whose it is.</param>
    /// <param name="url">Of its description.</param>
    public static async Task<ReleasedVersion> Read(DemoStage stage, Organisation publisher, string url)
    {
        var narrator = stage.Narrator;
        var described = await publisher.Node.Visitor("en", stage.Cancel).Json(new Uri(url).AbsolutePath) as JsonObject
            ?? throw new DemoCheckFailed($"{url} is served", "it is not");
        var fault = await Signatures.Refute(described, publisher.Node, stage.Cancel);
        narrator.Check(fault is null, $"{url} is signed by {publisher.Node.Name}", fault ?? "");

        var (path, sha256, bytes) = await Download(stage, publisher, described, "application/json");
        var table = ReadTable.Of(JsonNode.Parse(bytes)!); // "null" is refused by the cast inside
        narrator.CheckNone(Csv.Against(table, (await Download(stage, publisher, described, "text/csv")).Bytes), $"the CSV of {url} says what the JSON says");
        narrator.CheckNone(HiddenCells.GivenAway(table), $"no hidden cell of {url} can be solved from the shown ones");
        return new ReleasedVersion(url, path, sha256, table);
    }

    private static async Task<(string Path, string Sha256, byte[] Bytes)> Download(
        DemoStage stage, Organisation publisher, JsonObject described, string mediaType)
    {
        var file = (described["distribution"] as JsonArray)?.FirstOrDefault(each => each?["csvMediaType"]?.ToString() == mediaType)
            ?? throw new DemoCheckFailed($"a release has a file of type {mediaType}", described.ToJsonString());
        var (path, sha256) = (new Uri(file["downloadURL"]!.ToString()).AbsolutePath, file["checksum"]!["checksumValue"]!.ToString()); // of our own shape
        var (status, bytes) = await publisher.Olga.Browser.Download(path);
        stage.Narrator.Check(status == HttpStatusCode.OK, $"{path} can be downloaded", $"status {(int)status}");
        stage.Narrator.Check(Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256, $"{path} has its digest", $"{bytes.Length} bytes");
        return (path, sha256, bytes);
    }
}
