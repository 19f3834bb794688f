using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Marten;

namespace Federation.Node.Documents.Exports;

/// <summary>
/// A member's own documents as they lie, with earlier versions and the trash beside them. What belongs to groups and to others is not theirs to
/// carry away: <see cref="SharingExport"/> lists it.
/// </summary>
internal sealed class DocumentExport(IDocumentStore store, OwnTree tree, DocumentBytes bytes, HoldViews holds) : IExportPart
{
    public int Order => 40;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var file = export.Top.File("documents.json");
        var written = new Kept(export, new JsonArray(), [], [.. (await holds.OnOwnOf(export.MemberId, cancel)).Select(card => new HeldDocuments(card, []))]);
        var space = Space.PersonalIdOf(export.MemberId);
        await Folder(written, await tree.In(space, cancel), tree.In, export.Top.Folder("documents"), export.Top.Folder("versions"), cancel);
        await Folder(written, await tree.Deleted(space, cancel), tree.DeletedIn, export.Top.Folder("trash"), export.Top.Folder("trash-versions"), cancel);
        await export.Json(file, written.All, cancel);
        export.Tell(new(new("Your documents", "Vos documents", "Sus documentos"), file,
            [new("File", "Fichier", "Archivo"), new("Size", "Taille", "Tamaño"), new("Changed", "Modifié", "Modificado"), new("Version", "Version", "Versión")], written.Rows));
        if (written.Holds.Count > 0)
        {
            await HoldExport.Write(export, written.Holds, cancel);
        }
    }

    // By a list and not by the stack: nothing limits how deep folders lie in folders.
    private async Task Folder(
        Kept kept, IReadOnlyList<OwnEntry> top, Func<Guid, CancellationToken, Task<IReadOnlyList<OwnEntry>>> inside, ExportFolder current, ExportFolder earlier, CancellationToken cancel)
    {
        var waiting = new Stack<(IReadOnlyList<OwnEntry>? Entries, Guid Id, ExportFolder Current, ExportFolder Earlier)>([(top, default, current, earlier)]);
        while (waiting.TryPop(out var here))
        {
            foreach (var entry in here.Entries ?? await inside(here.Id, cancel))
            {
                if (entry.IsFolder)
                {
                    var folder = here.Current.Folder(entry.Name);
                    if (folder != here.Current)
                    {
                        kept.Export.Folder(folder.Path);
                    }

                    waiting.Push((null, entry.Id, folder, here.Earlier.Folder(entry.Name)));
                }
                else
                {
                    await Document(kept, entry, here.Current, here.Earlier, cancel);
                }
            }
        }
    }

    private async Task Document(Kept kept, OwnEntry document, ExportFolder current, ExportFolder earlier, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var versions = (await session.LoadAsync<Entry>(document.Id, cancel))?.Numbered() ?? [];
        var over = kept.Holds.Count > 0 ? await holds.Over(document.Id, cancel) : [];
        foreach (var version in versions.Reverse())
        {
            var isCurrent = version == versions[^1];
            var path = isCurrent ? current.File(document.Name) : earlier.File(Numbered(document.Name, version.Number));
            var (isWhole, device) = await Bytes(kept.Export, path, version, cancel);
            var changed = version.Bytes.Modified ?? version.At;
            foreach (var held in kept.Holds.Where(held => over.Contains(held.Hold.Id)))
            {
                held.Paths.Add(path);
            }

            kept.All.Add(new JsonObject
            {
                ["path"] = path,
                ["name"] = document.Name,
                ["version"] = version.Number,
                ["isCurrent"] = isCurrent,
                ["isKept"] = version.IsKept,
                ["bytes"] = version.Bytes.Length,
                ["at"] = version.At,
                ["changedAt"] = changed,
                ["byYou"] = version.By == kept.Export.MemberId,
                ["device"] = version.By == kept.Export.MemberId ? device : null,
                ["isWhole"] = isWhole,
            });
            kept.Rows.Add(new(isWhole ? path : null, path, FileSizes.Of(version.Bytes.Length).ToString(), Dates.Day(changed).ToString(),
                version.Number.ToString(CultureInfo.CurrentCulture) + (isWhole ? "" : " " + new Text("(damaged or dropped meanwhile)", "(endommagée ou retirée entre-temps)", "(dañada o retirada entretanto)"))));
        }
    }

    // What cannot be read does not keep the rest from its owner.
    private async Task<(bool IsWhole, string? Device)> Bytes(MemberArchive export, string path, EntryVersion version, CancellationToken cancel)
    {
        try
        {
            await using var content = await bytes.Open(version.Bytes, cancel);
            await export.File(path, content ?? Stream.Null, version.Bytes.Modified ?? version.At, cancel);
            return (content is not null, await bytes.DeviceOf(version.Bytes, cancel));
        }
        catch (Exception e) when (e is BlobMissingException or BrokenBlobException)
        {
            return (false, null);
        }
    }

    private static string Numbered(string name, int number)
    {
        var dot = name.LastIndexOf('.');
        var (stem, extension) = dot > 0 ? (name[..dot], name[dot..]) : (name, "");
        return string.Create(CultureInfo.InvariantCulture, $"{stem} (version {number}){extension}");
    }

    private sealed record Kept(MemberArchive Export, JsonArray All, List<ExportRow> Rows, IReadOnlyList<HeldDocuments> Holds);
}
