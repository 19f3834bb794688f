using Federation.Node.Documents.Spaces;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.Exports;

/// <summary>A folder with all that lies in it, each document as it is now, as an archive that is sent while it is made.</summary>
internal sealed class FolderZip(Reaches reaches, DocumentViews views, Downloads downloads, DocumentBytes bytes)
{
    /// <summary>
    /// Answers with the archive. What cannot be read is named in it and does not keep the rest from the member. Who may not see the folder any more gets nothing of it from that moment on,
    /// however long the archive has been under way.
    /// </summary>
    public async Task Write(HttpResponse response, Guid memberId, Sight sight, CancellationToken cancel)
    {
        var name = sight.Entry.Name.Length > 0 ? sight.Entry.Name : new Text("documents", "documents", "documentos").ToString();
        response.ContentType = "application/zip";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name + ".zip");
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.CacheControl = "no-store";
        var (zip, unread) = (await MemberArchive.Begin(response.Body, memberId, cancel), new List<string>());
        var isAll = await Fill(zip, memberId, sight.Entry.Id, unread, cancel);
        List<string> missing = unread.Count == 0 ? [] : [new Text("These documents could not be read:", "Ces documents n'ont pas pu être lus :", "Estos documentos no se pudieron leer:").ToString(), .. unread, ""];
        if (!isAll)
        {
            missing.Add(new Text("The rest is missing: you may not see this folder any more.", "Le reste manque : vous n'avez plus accès à ce dossier.", "Falta el resto: ya no tiene acceso a esta carpeta.").ToString() + "\n");
        }

        if (missing.Count > 0)
        {
            await zip.Written(zip.Top.File("missing.txt"), string.Join('\n', missing), cancel);
        }

        await zip.End(cancel);
    }

    // False: the member may not see the folder any more.
    private async Task<bool> Fill(MemberArchive zip, Guid memberId, Guid top, List<string> unread, CancellationToken cancel)
    {
        // By a list and not by the stack: nothing limits how deep folders lie in folders.
        var waiting = new Stack<(Guid Id, ExportFolder Folder)>([(top, zip.Top)]);
        while (waiting.TryPop(out var here))
        {
            foreach (var card in await views.In(here.Id, cancel))
            {
                if (await reaches.Find(memberId, top, cancel) is null)
                {
                    return false;
                }

                if (card.IsFolder)
                {
                    var folder = here.Folder.Folder(card.Name);
                    if (folder != here.Folder)
                    {
                        zip.Folder(folder.Path);
                    }

                    waiting.Push((card.Id, folder));
                }
                else if (here.Folder.File(card.Name) is var path && !await Document(zip, path, card, cancel))
                {
                    unread.Add(path);
                }
            }
        }

        return true;
    }

    private async Task<bool> Document(MemberArchive zip, string path, EntryCard card, CancellationToken cancel)
    {
        try
        {
            if (await downloads.VersionOf(card, null, cancel) is not { } version || await bytes.Open(version.Bytes, cancel) is not { } opened)
            {
                return false;
            }

            await using var content = opened;
            await zip.File(path, content, version.Bytes.Modified ?? version.At, cancel);
            return true;
        }
        catch (Exception e) when (e is BlobMissingException or BrokenBlobException)
        {
            return false;
        }
    }
}
