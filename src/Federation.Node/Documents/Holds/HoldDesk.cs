using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Holds;

/// <summary>Places and releases holds. What was due meanwhile goes by itself afterwards: the trash and versions at the next upkeep, an erased member within a minute.</summary>
internal sealed class HoldDesk(IDocumentStore store, NpgsqlDataSource source, PersonalSpaces personal, IMembers members, KeyVault vault, TimeProvider time)
{
    /// <summary>Who somebody is to holds.</summary>
    public async Task<HoldActor> Actor(Guid memberId, CancellationToken cancel) =>
        new(memberId, await members.Find(memberId, cancel) is { } card && card.Roles.Any(HoldRules.Keepers.Contains));

    /// <summary>Holds all documents of a member's own, by the name they sign in with; they need not have come yet.</summary>
    public async Task<(Guid HoldId, Refusal? Refusal)> PlaceOn(string person, HoldWords words, HoldActor by, CancellationToken cancel)
    {
        if (!by.IsOfficer)
        {
            return (default, new HoldRefusal.ForOfficers());
        }

        if (await members.FindByName(person.Trim(), cancel) is not { } memberId)
        {
            return (default, new SpaceRefusal.NoSuchPerson());
        }

        await personal.Open(memberId, cancel); // where it is already, nothing happens
        return await Place(Space.PersonalIdOf(memberId), words, by, cancel);
    }

    /// <summary>Holds a folder or document, in the tree or in the trash, with all below it; or a whole space.</summary>
    public async Task<(Guid HoldId, Refusal? Refusal)> Place(Guid entryId, HoldWords words, HoldActor by, CancellationToken cancel)
    {
        if (HoldRules.RefuseWords(words) is { } refusal)
        {
            return (default, refusal);
        }

        var id = Guid.CreateVersion7(time.GetUtcNow());
        var outcome = await DocumentDesk.Again(async () =>
        {
            await using var session = store.LightweightSession();
            if (await SpaceOf(entryId, cancel) is not { } spaceId || await session.LoadAsync<Space>(spaceId, cancel) is not { IsErased: false } space
                || await Seal(space, words, cancel) is not { } box)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            // First the turn, then the key: after them nothing of it goes until the commit, and whoever destroys afterwards sees the hold.
            session.TakeTurns(spaceId);
            session.QueueSqlCommand("""
                with live as (select 1 from node.wrapped_key where id = ? and wrapped is not null for share)
                select 1 / (case when exists (select from live) and exists (
                    select from node.entry where id = ? and space_id = ? union all select from node.trashed_entry where id = ? and space_id = ?) then 1 else 0 end)
                """, space.Key.Value, entryId, spaceId, entryId, spaceId);
            var decision = HoldRules.Place(id, space, entryId, box, by, time.GetUtcNow());
            if (decision.Refusal is null)
            {
                session.Events.StartStream<Hold>(id, decision.Events);
                await session.SaveChangesAsync(CancellationToken.None);
            }

            return decision.Refusal is null ? new Outcome(true, null, null) : Outcome.Refused(decision.Refusal);
        });
        return (id, outcome.Refusal);
    }

    /// <summary>Ends a hold.</summary>
    public Task<Refusal?> Release(Guid holdId, string why, HoldActor by, CancellationToken cancel) => StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
    {
        var words = new HoldWords(why);
        await using var session = store.LightweightSession();
        if (await session.LoadAsync<Hold>(holdId, cancel) is not { } known || await session.LoadAsync<Space>(known.SpaceId, cancel) is not { IsErased: false } space
            || await Seal(space, words, cancel) is not { } box)
        {
            return new HoldRefusal.NoSuchHold();
        }

        if (HoldRules.RefuseWords(words) is { } refusal)
        {
            return refusal;
        }

        var stream = await session.Events.FetchForWriting<Hold>(holdId, cancel);
        var decision = HoldRules.Release(stream.Aggregate!, space, box, by, time.GetUtcNow()); // loaded above
        stream.AppendMany(decision.Events);
        await session.SaveChangesAsync(cancel);
        return decision.Refusal;
    });

    // Null: the key is destroyed, and all that was sealed under it.
    private async Task<Sealed<HoldWords>?> Seal(Space space, HoldWords words, CancellationToken cancel)
    {
        try
        {
            return await vault.Seal(space.Key, words, cancel);
        }
        catch (SubjectErasedException)
        {
            return null;
        }
    }

    private async Task<Guid?> SpaceOf(Guid entryId, CancellationToken cancel) => await source.List(
        "select space_id from node.entry where id = $1 union all select space_id from node.trashed_entry where id = $1", row => row.GetGuid(0), cancel, entryId)
        is [var space, ..] ? space : null;
}
