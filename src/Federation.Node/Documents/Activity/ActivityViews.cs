using System.Globalization;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Activity;

/// <summary>
/// Reads what was done with a document or folder, out of its own history. What programs noted on it, and who it was shared with, is not part of
/// that: the first says nothing to people, the second is for those who manage it.
/// </summary>
internal sealed class ActivityViews(IDocumentStore store, KeyVault vault)
{
    /// <summary>Acts that are shown, the last ones: a page that people still read. A program that saves every minute makes more in a day.</summary>
    private const int Shown = 200;

    /// <summary>The last acts, the newest first.</summary>
    public async Task<IReadOnlyList<Act>> Of(Guid entryId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        // One more: whether something was moved or renamed shows from how it was before.
        var events = await session.Events.QueryAllRawEvents().Where(each => each.StreamId == entryId).OrderByDescending(each => each.Version).Take(Shown + 1).ToListAsync(cancel);
        var (acts, before) = (new List<Act>(), ((Guid Parent, string? Name)?)null);
        foreach (var data in events.Reverse().Select(each => each.Data))
        {
            var place = await PlaceIn(data, cancel);
            if (Told(data, before, place?.Name) is { } act)
            {
                acts.Add(act);
            }

            before = place ?? before;
        }

        acts.Reverse();
        return [.. acts.Take(Shown)];
    }

    private static Act? Told(object data, (Guid Parent, string? Name)? before, string? name) => data switch
    {
        FolderMade made => new(FolderMade.StoredName, made.At, made.By, new("made this folder:", "dossier créé\u00A0:", "creó esta carpeta:"), name),
        DocumentAdded added => new(DocumentAdded.StoredName, added.At, added.By, new("put it here:", "dépôt\u00A0:", "lo puso aquí:"), name),
        DocumentChanged changed => new(DocumentChanged.StoredName, changed.At, changed.By, new(
            $"put a new version, {FileSizes.Of(changed.Version.Length).En}", $"nouvelle version, {FileSizes.Of(changed.Version.Length).Fr}",
            $"puso una versión nueva, {FileSizes.Of(changed.Version.Length).Es}")),
        VersionRestored restored => new(VersionRestored.StoredName, restored.At, restored.By, new(
            $"restored version {restored.Number}", $"version {restored.Number} restaurée", $"restauró la versión {restored.Number}")),
        VersionMarked { IsKept: true } marked => new(VersionMarked.StoredName, marked.At, marked.By, new(
            $"marked version {marked.Number} to be kept", $"version {marked.Number} à conserver", $"conserva la versión {marked.Number}")),
        VersionMarked marked => new(VersionMarked.StoredName, marked.At, marked.By, new(
            $"took back that version {marked.Number} be kept", $"version {marked.Number} à ne plus conserver", $"ya no conserva la versión {marked.Number}")),
        VersionsThinned thinned => new(VersionsThinned.StoredName, thinned.At, null, new(
            $"dropped versions that stood close together: {Numbers(thinned)}", $"versions trop rapprochées retirées\u00A0: {Numbers(thinned)}",
            $"quitó versiones demasiado seguidas: {Numbers(thinned)}")),
        EntryMoved moved when before?.Parent == moved.ParentId => new(EntryMoved.StoredName, moved.At, moved.By, new("gave it another name:", "nouveau nom\u00A0:", "le dio otro nombre:"), name),
        EntryMoved moved when before?.Name == name => new(EntryMoved.StoredName, moved.At, moved.By, new("moved it to another folder", "déplacement dans un autre dossier", "lo movió a otra carpeta")),
        EntryMoved moved => new(EntryMoved.StoredName, moved.At, moved.By, new(
            "moved it to another folder, with the name", "déplacement dans un autre dossier, sous le nom", "lo movió a otra carpeta, con el nombre"), name),
        EntryDeleted { RuleId: not null } deleted => new(EntryDeleted.StoredName, deleted.At, null, new(
            "moved it to the trash by the rule of how long documents stay", "mise à la corbeille par la règle de conservation", "lo movió a la papelera por la regla de conservación")),
        EntryDeleted deleted => new(EntryDeleted.StoredName, deleted.At, deleted.By, new("moved it to the trash", "mise à la corbeille", "lo movió a la papelera")),
        EntryRestored restored => new(EntryRestored.StoredName, restored.At, restored.By, new("took it out of the trash", "sortie de la corbeille", "lo sacó de la papelera")),
        _ => null,
    };

    private static string Numbers(VersionsThinned thinned) => string.Join(", ", thinned.Numbers.Select(number => number.ToString(CultureInfo.CurrentCulture)));

    private async Task<(Guid Parent, string? Name)?> PlaceIn(object data, CancellationToken cancel) => data switch
    {
        FolderMade made => (made.ParentId, await Open(made.Name, cancel)),
        DocumentAdded added => (added.ParentId, await Open(added.Name, cancel)),
        EntryMoved moved => (moved.ParentId, await Open(moved.Name, cancel)),
        EntryRestored restored => (restored.ParentId, await Open(restored.Name, cancel)),
        _ => null,
    };

    private async Task<string?> Open(Sealed<EntryName> name, CancellationToken cancel) => (await vault.Open(name, cancel)).TryGet(out var opened) ? opened.Text : null;
}
