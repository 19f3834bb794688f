using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Links;

/// <summary>Makes, changes and ends links.</summary>
internal sealed class LinkDesk(IDocumentStore store, Reaches reaches, LinkViews views, ISecrets secrets, KeyVault vault, TimeProvider time)
{
    /// <summary>Makes a link.</summary>
    /// <returns>The link and the secret of its address, which nobody can be told again; or why not.</returns>
    public async Task<(Guid LinkId, string Token, Refusal? Refusal)> Make(Guid by, Guid entryId, LinkKind kind, LinkWish wish, CancellationToken cancel)
    {
        var (id, token, hash) = (Guid.CreateVersion7(time.GetUtcNow()), secrets.NewToken(), (string?)null);
        var outcome = await DocumentDesk.Again(async () =>
        {
            if (await reaches.Find(by, entryId, cancel) is not { } sight)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            var now = time.GetUtcNow();
            var before = (await views.LeadingTo(entryId, cancel)).Count(link => link.EntryId == entryId);
            if (LinkRules.RefuseToMake(sight, kind, wish, before, now) is { } refusal)
            {
                return Outcome.Refused(refusal);
            }

            await using var session = store.LightweightSession();
            if (await session.LoadAsync<Entry>(entryId, cancel) is not { } entry)
            {
                return Outcome.Refused(new DocumentRefusal.NotThere());
            }

            hash ??= wish.Password == "" ? null : secrets.HashOfPassword(wish.Password);
            var inside = await vault.Seal(entry.Name.Subject, new LinkInside(wish.Label, hash), cancel);
            session.StillThere(sight.Entry);
            session.Events.StartStream<Link>(id, new LinkMade(
                id, sight.Reach.Space.Id, entryId, kind, secrets.HashOfToken(token), inside, wish.ExpiresAt, UsesOf(kind, wish), by, now));
            await session.SaveChangesAsync(CancellationToken.None);
            return new Outcome(true, null, null);
        });
        return (id, token, outcome.Refusal);
    }

    /// <summary>Gives a link another name, end, number of uses or password; the address stays.</summary>
    /// <param name="withoutPassword">It asks for none any more; otherwise an empty one means the one it has.</param>
    public async Task<Refusal?> Change(Guid by, Guid linkId, LinkWish wish, bool withoutPassword, CancellationToken cancel)
    {
        var hash = (string?)null;
        return (await DocumentDesk.Again(async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Link>(linkId, cancel);
            var sight = stream.Aggregate is { } there ? await reaches.Find(by, there.EntryId, cancel) : null;
            if (LinkRules.RefuseToChange(stream.Aggregate, sight, wish, time.GetUtcNow()) is { } refusal)
            {
                return Outcome.Refused(refusal);
            }

            var link = stream.Aggregate!; // not refused: there is one
            hash ??= wish.Password == "" ? null : secrets.HashOfPassword(wish.Password);
            var kept = withoutPassword ? null : hash ?? (await vault.Open(link.Inside, cancel)).Value.PasswordHash;
            stream.AppendOne(new LinkChanged(
                link.Id, await vault.Seal(link.Inside.Subject, new LinkInside(wish.Label, kept), cancel), wish.ExpiresAt, UsesOf(link.Kind, wish), by, time.GetUtcNow()));
            await session.SaveChangesAsync(CancellationToken.None);
            return new Outcome(false, null, null);
        })).Refusal;
    }

    /// <summary>Ends a link; at once on every replica.</summary>
    public async Task<Refusal?> End(Guid by, Guid linkId, CancellationToken cancel) => (await DocumentDesk.Again(async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Link>(linkId, cancel);
        var sight = stream.Aggregate is { } link ? await reaches.Find(by, link.EntryId, cancel) : null;
        var decision = LinkRules.End(stream.Aggregate, sight, by, time.GetUtcNow());
        stream.AppendMany(decision.Events);
        await session.SaveChangesAsync(CancellationToken.None);
        return new Outcome(false, null, decision.Refusal);
    })).Refusal;

    private static int? UsesOf(LinkKind kind, LinkWish wish) => wish.MostUses ?? (kind == LinkKind.DropBox ? LinkLimits.MostDropped : null);
}
