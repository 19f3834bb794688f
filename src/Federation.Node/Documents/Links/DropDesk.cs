using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Security;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Documents.Links;

/// <summary>Puts what strangers send into a folder that a drop box leads to. It never changes what is there: a name that is taken gets a number.</summary>
internal sealed class DropDesk(
    IDocumentStore store, LinkDoor door, DocumentViews views, DocumentBytes bytes, ScannedBytes scanned, QuotaViews quotas, LockGate locks, NewEntries entries, TimeProvider time)
{
    /// <summary>Puts a file; when nothing is refused, it survives a power cut. The link is asked again when it is kept.</summary>
    /// <param name="seen">The link as it was when the file began to come.</param>
    /// <param name="token">The secret of its address.</param>
    public async Task<Refusal?> Put(OpenLink seen, string token, string name, Stream plain, CancellationToken cancel)
    {
        if (DocumentRules.RefuseName(name) is { } bad)
        {
            return bad;
        }

        var (stored, refusal) = await scanned.Keep(plain, null, (await quotas.Of(seen.Space.Id, cancel)).Free, null, cancel);
        if (stored is null)
        {
            return ForStrangers(refusal);
        }

        (NewEntry Entry, string Name)? made = null;
        var outcome = await DocumentDesk.Again(async () =>
        {
            if (await door.Find(token, CancellationToken.None) is not { Kind: LinkKind.DropBox, IsUsedUp: false } link)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            var place = await FreePlace(link, name);
            await using var session = store.LightweightSession();
            if (await locks.Refuse(session, link.Space, link.Id, Conditions.None, [LockNeed.ToWrite(place)], CancellationToken.None) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            made = made?.Name == place.Name ? made : (await entries.New(link.Space, place.Name), place.Name);
            var entry = made.Value.Entry; // made above
            var version = await bytes.Seal(stored, entry.Name.Subject, null, fresh: entry.Key);
            var decision = DocumentRules.Put(link.Space, place, Conditions.None, entry, version, link.Id, time.GetUtcNow());
            if (decision.Refusal is null)
            {
                WrappedKeyTable.Insert(session, entry.Key!.Row); // the desk made it
                LinkTable.Use(session, link.Id, time.GetUtcNow());
                QuotaTable.Respect(session, link.Space.Id, version.Length);
                session.Events.StartStream<Entry>(entry.Id, decision.Events);
            }

            return new Outcome(true, null, decision.Refusal ?? await session.SaveWithin());
        });
        made?.Entry.Key?.Dispose();
        if (outcome.Refusal is not null)
        {
            await bytes.Forget(stored);
        }

        return ForStrangers(outcome.Refusal);
    }

    // How full a space is concerns nobody outside.
    private static Refusal? ForStrangers(Refusal? refusal) => refusal is QuotaRefusal.NoRoom ? new LinkRefusal.NoRoom() : refusal;

    // Seen as free: if somebody takes the name meanwhile, the tree refuses it a second time, and it is looked at again.
    private async Task<Place> FreePlace(OpenLink link, string name)
    {
        var taken = (await views.In(link.Entry.Id, CancellationToken.None)).Select(card => card.Name).ToHashSet();
        var free = FreeNames.Beside(name, false, time => $" ({time + 1})", taken);
        var down = await views.Down(link.Entry.Id, CancellationToken.None);
        var reach = new Reach(link.Space, link.Entry, SpaceRole.Editor, null);
        return await views.Find(new Way(reach, [.. down.Skip(1).Select(card => card.Name), free], []), CancellationToken.None) with { Entry = null };
    }
}
