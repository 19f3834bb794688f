using System.Security.Cryptography;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>A release in every form, for those who may have its files. Whoever takes one holds the table, and is told of withdrawals as such.</summary>
internal static class FormatDownloads
{
    public static void MapFormatDownloads(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/datasets/{id:guid}/v{version:int}/{file}", Download);

    private static async Task<IResult> Download(
        Guid id, int version, string file, HttpContext http, DatasetDesk desk, ReleaseDoor door, CancellationToken cancel)
    {
        if (await desk.Load(id, cancel) is not { } dataset || dataset.Releases.FirstOrDefault(release => release.Version == version) is not { } release)
        {
            return Answers.Problem(new DatasetRefusal.NotFound());
        }

        if (ReleaseFormats.Find(file) is not { } format)
        {
            return Answers.Problem(new DatasetRefusal.NoSuchFormat(string.Join(", ", ReleaseFormats.All.Select(each => each.FileName))));
        }

        var (kept, answer) = await door.Open(http, release.TableSha256, cancel);
        if (kept is not { } table)
        {
            return answer!; // one of the two is there
        }

        // Another version may hold the same table still.
        return release.IsErased ? Answers.Problem(new DatasetRefusal.Erased())
            : Convert.ToHexStringLower(SHA256.HashData(table.Bytes)) != release.TableSha256 ? Answers.Problem(new DatasetRefusal.BrokenFile())
            : ReleaseDoor.Send(
                http, await format.Write(PublishedTable.Of(id, release, TableFile.Of(table.Bytes)), cancel), format.MediaType, $"{id.ToString("n")[..8]}-v{version}-{format.FileName}");
    }
}
