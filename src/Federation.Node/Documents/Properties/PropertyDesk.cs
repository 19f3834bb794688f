using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Properties;

/// <summary>Keeps what programs write on documents and folders.</summary>
internal sealed class PropertyDesk(
    IDocumentStore store, Reaches reaches, DocumentViews views, LockGate locks, KeyVault vault, TimeProvider time)
{
    /// <summary>Sets and removes properties of what is at a path, all or none.</summary>
    public async Task<Outcome> Change(
        Guid memberId, IReadOnlyList<string> path, IReadOnlyList<PropertyChange> changes, Conditions when, CancellationToken cancel) =>
        await DocumentDesk.Again(async () =>
        {
            var way = await reaches.To(memberId, path, cancel);
            var place = await views.Find(way, cancel);
            if (place.Entry is not { ParentId: not null } card)
            {
                return Outcome.Refused(place.IsRoot ? new DocumentRefusal.TheSpaceItself() : new DocumentRefusal.NotThere());
            }

            if (way.Reach.RefuseChange is { } readOnly)
            {
                return Outcome.Refused(readOnly);
            }

            await using var writing = await Writing.Begin(store, memberId, [way], [place]);
            if (await locks.Refuse(writing.Session, way.Space, memberId, when, [LockNeed.ToWrite(place)], cancel) is { } locked)
            {
                return Outcome.Refused(locked);
            }

            if (!when.Hold(writing.Now(place).Entry))
            {
                return Outcome.Refused(new DocumentRefusal.ChangedMeanwhile());
            }

            var entry = writing.Entry(card);
            var before = entry.Properties is { } box ? (await vault.Open(box, cancel)).Or(EntryProperties.None) : EntryProperties.None;
            var (after, refusal) = PropertyRules.Change(before, changes);
            return refusal is not null ? Outcome.Refused(refusal)
                : after.All.SequenceEqual(before.All) ? new Outcome(false, null, null)
                : await writing.Save(
                    Decision.Of(new EntryLabelled(card.Id, way.Space.Id, await vault.Seal(entry.Name.Subject, after, cancel), memberId, time.GetUtcNow())), false);
        });
}
