using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Npgsql;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// Previews as the apps of Nextcloud ask for them: <c>/index.php/core/preview?fileId=…</c>, and <c>preview.png?file=/…</c> by those that know only paths.
/// The size they ask for is a wish; they take what comes.
/// </summary>
internal static class SyncPreviews
{
    public static async Task<IResult> Give(
        long? fileId, string? file, int? x, int? y, HttpContext http, NpgsqlDataSource source, Reaches reaches, Previews.Previews previews, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var document = fileId is { } number ? await SyncNumber.Find(by, number, source, reaches, cancel) : await ByPath(by, file ?? "", reaches, cancel);
        var size = Math.Max(x ?? 0, y ?? 0) <= PreviewLimits.Small ? PreviewSize.Small : PreviewSize.Large;
        return PreviewAnswer.Of(document is null ? null : await previews.Of(document, null, 1, size, cancel));
    }

    private static async Task<EntryCard?> ByPath(Guid by, string file, Reaches reaches, CancellationToken cancel)
    {
        var path = file.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(DocumentRules.Compose).ToList();
        return path.Exists(name => DocumentRules.RefuseName(name) is not null) ? null : (await reaches.Look(by, path, cancel)).Place.Entry;
    }
}
