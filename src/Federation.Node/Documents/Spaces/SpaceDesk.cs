using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Spaces;

/// <summary>Opens group spaces and changes who is in them. Personal spaces open by themselves and have nobody but their owner.</summary>
internal sealed class SpaceDesk(IDocumentStore store, Reaches reaches, IMembers members, KeyVault vault, TimeProvider time)
{
    /// <summary>Opens a group space, under a key that depends on no member's.</summary>
    public async Task<(Guid SpaceId, Refusal? Refusal)> Open(Guid by, string name, CancellationToken cancel)
    {
        if (DocumentRules.RefuseName(name) is { } refusal)
        {
            return (default, refusal);
        }

        var before = (await reaches.Of(by, cancel)).Count(reach => reach.IsGroup);
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var key = new SubjectId(id);
        await vault.CreateKey(key, null, cancel);
        var decision = SpaceRules.Open(id, key, await vault.Seal(key, new EntryName(name), cancel), before, by, time.GetUtcNow());
        if (decision.Refusal is not null)
        {
            await vault.Shred(key, time.GetUtcNow(), cancel);
            return (default, decision.Refusal);
        }

        await using var session = store.LightweightSession();
        session.Events.StartStream<Space>(id, decision.Events);
        await session.SaveChangesAsync(cancel);
        return (id, null);
    }

    /// <summary>Calls a space something else.</summary>
    public async Task<Refusal?> Rename(Guid by, Guid spaceId, string name, CancellationToken cancel) =>
        DocumentRules.RefuseName(name) ?? await Decide(
            spaceId, async space => SpaceRules.Rename(space, await vault.Seal(space.Key, new EntryName(name), cancel), by, time.GetUtcNow()), cancel);

    /// <summary>Lets a member in, by the name they sign in with, or lets them do more or less.</summary>
    public async Task<Refusal?> Give(Guid by, Guid spaceId, string person, SpaceRole role, CancellationToken cancel) =>
        await Named(members, person, cancel) is { } memberId
            ? await Decide(spaceId, space => Task.FromResult(SpaceRules.Give(space, memberId, role, by, time.GetUtcNow())), cancel)
            : new SpaceRefusal.NoSuchPerson();

    /// <summary>Lets somebody who is in it do more or less.</summary>
    public Task<Refusal?> Give(Guid by, Guid spaceId, Guid memberId, SpaceRole role, CancellationToken cancel) => Decide(
        spaceId,
        space => Task.FromResult(
            space.RoleOf(memberId) is null ? Decision.Refuse(new SpaceRefusal.NoSuchPerson()) : SpaceRules.Give(space, memberId, role, by, time.GetUtcNow())),
        cancel);

    /// <summary>Ends somebody's part in a space; at once on all their devices.</summary>
    public Task<Refusal?> Take(Guid by, Guid spaceId, Guid memberId, CancellationToken cancel) =>
        Decide(spaceId, space => Task.FromResult(SpaceRules.Take(space, memberId, by, time.GetUtcNow())), cancel);

    /// <summary>Closes a space: it can be read until its date, and is destroyed then.</summary>
    public Task<Refusal?> Close(Guid by, Guid spaceId, CancellationToken cancel) =>
        Decide(spaceId, space => Task.FromResult(SpaceRules.Close(space, by, time.GetUtcNow())), cancel);

    /// <summary>Opens a closed space again.</summary>
    public Task<Refusal?> Reopen(Guid by, Guid spaceId, CancellationToken cancel) =>
        Decide(spaceId, space => Task.FromResult(SpaceRules.Reopen(space, by, time.GetUtcNow())), cancel);

    /// <summary>The member who signs in with a name and may use the node; null when there is none.</summary>
    public static async Task<Guid?> Named(IMembers members, string person, CancellationToken cancel) =>
        await members.FindByName(person.Trim(), cancel) is { } id && await members.Find(id, cancel) is { IsDisabled: false } ? id : null;

    private Task<Refusal?> Decide(Guid spaceId, Func<Space, Task<Decision>> rule, CancellationToken cancel) =>
        StreamConflict.Again<Refusal?>(DocumentLimits.Attempts, async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Space>(spaceId, cancel);
            if (stream.Aggregate is not { OwnerId: null } space)
            {
                return new DocumentRefusal.NotThere();
            }

            var decision = await rule(space);
            stream.AppendMany(decision.Events);
            await session.SaveChangesAsync(cancel);
            return decision.Refusal;
        });
}
