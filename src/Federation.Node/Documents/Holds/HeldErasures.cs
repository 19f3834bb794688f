using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members.Erasures;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Holds;

/// <summary>Keeps members from being erased while a hold is on their own documents: these are sealed under the key that an erasure destroys.</summary>
internal sealed class HeldErasures(IDocumentStore store, NpgsqlDataSource source, KeyVault vault) : IErasureHold
{
    public async Task<IReadOnlyList<HeldBack>> Of(Guid memberId, CancellationToken cancel)
    {
        var spaceId = Space.PersonalIdOf(memberId);
        var ids = await source.List("select distinct hold_id from node.hold_anchor where space_id = $1 order by hold_id", row => row.GetGuid(0), cancel, spaceId);
        var all = new List<HeldBack>();
        if (ids.Count == 0)
        {
            return all;
        }

        await using var session = store.QuerySession();
        foreach (var hold in await session.LoadManyAsync<Hold>(cancel, [.. ids]))
        {
            var told = (await vault.Open(hold.Words, cancel)).Or(new HoldWords("")).Told;
            all.Add(new(hold.EntryId == spaceId
                ? new Text("All documents are under a legal hold", "Tous les documents font l'objet d'une obligation de conservation", "Todos los documentos están bajo retención legal")
                : new Text("A document or folder is under a legal hold", "Un document ou dossier fait l'objet d'une obligation de conservation", "Un documento o carpeta está bajo retención legal"),
                told.Length > 0 ? told : HoldText.Told.ToString(), hold.At));
        }

        return all;
    }

    public void Respect(IDocumentSession session, Guid memberId) => session.NothingHeld(Space.PersonalIdOf(memberId));
}
