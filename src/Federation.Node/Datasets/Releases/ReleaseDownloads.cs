using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Datasets.Releases;

/// <summary>Descriptions for everybody, so that strangers can verify them; files through <see cref="ReleaseDoor"/>.</summary>
internal static class ReleaseDownloads
{
    public static void MapReleaseDownloads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/datasets", List);
        routes.MapGet("/datasets/{id:guid}", (Guid id, DatasetDesk desk, CancellationToken cancel) => Describe(id, null, desk, cancel));
        routes.MapGet("/datasets/{id:guid}/v{version:int}", (Guid id, int version, DatasetDesk desk, CancellationToken cancel) => Describe(id, version, desk, cancel));
        routes.MapGet("/files/{sha256:length(64)}", File);
    }

    private static async Task<IResult> List(PublishedReleases published, NodeOptions options, CancellationToken cancel) => Results.Json(new JsonArray([..
        (await published.All(cancel)).Select(release => new JsonObject
        {
            ["id"] = ReleaseDocument.DatasetUrl(options.Origin, release.DatasetId),
            ["title"] = release.Source.Title.En,
            ["template"] = release.Source.Template,
            ["kind"] = release.Source.IsRollUp ? "rollUp" : "table",
            ["current"] = ReleaseDocument.VersionUrl(options.Origin, release.DatasetId, release.Version),
        })]));

    private static async Task<IResult> Describe(Guid id, int? version, DatasetDesk desk, CancellationToken cancel) =>
        await desk.Load(id, cancel) is { } dataset
        && (version is null ? dataset.Current : dataset.Releases.FirstOrDefault(release => release.Version == version)) is { } found
            ? Results.Text(found.Document, "application/ld+json")
            : Results.NotFound();

    private static async Task<IResult> File(string sha256, HttpContext http, ReleaseDoor door, CancellationToken cancel)
    {
        var (file, answer) = await door.Open(http, sha256, cancel);
        return file is { } found
            ? ReleaseDoor.Send(http, found.Bytes, found.MediaType, $"{sha256[..12]}.{(found.MediaType == MediaTypes.Csv ? "csv" : "json")}")
            : answer!; // one of the two is there
    }
}
