using Federation.Node.Delivery;
using Federation.Protocol.Proofs;
using Marten;
using Npgsql;

namespace Federation.Node.Peers;

/// <summary>What is known of peers, for this room and others: cards, policy, followers, keys.</summary>
internal sealed class PeerRegister(IDocumentStore store, PeerIntroductions introductions, NpgsqlDataSource source, TimeProvider time)
    : IPeers, IPeerPolicy, IFollowers, IFollowing, IPeerKeys
{
    // One new look at a peer's keys a minute for each unknown key: enough for a rotation, useless for making us knock.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<Peer>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var peers = await session.Query<Peer>().Where(peer => peer.State != PeerState.Removed).ToListAsync(cancel);
        return [.. peers.OrderBy(peer => peer.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    public async Task<IReadOnlyList<PeerCard>> Approved(CancellationToken cancel) =>
        [.. (await All(cancel)).Where(peer => peer.State == PeerState.Approved).Select(Card)];

    public async Task<PeerCard?> Find(string host, CancellationToken cancel) =>
        await Load(host, cancel) is { State: not PeerState.Removed } peer ? Card(peer) : null;

    public async Task<bool> Follows(string host, Uri catalogue, CancellationToken cancel) =>
        await Load(host, cancel) is { State: PeerState.Approved } peer && PeerRules.Follows(peer, catalogue);

    public async Task<bool> Accepts(string host, CancellationToken cancel) => await Load(host, cancel) is { State: PeerState.Approved };

    public async Task<IReadOnlyList<string>> HostsOf(string catalogue, CancellationToken cancel) =>
        [.. (await All(cancel)).Where(peer => peer.State == PeerState.Approved && peer.Follows.Contains(catalogue)).Select(peer => peer.Host)];

    public async Task<IReadOnlyList<(string Host, Uri Catalogue)>> Followed(CancellationToken cancel) =>
        [.. from peer in await All(cancel) where peer.State == PeerState.Approved
            from following in peer.Following where following.IsAccepted
            let catalogue = PeerRules.CatalogueOf(peer, following.Catalogue) where catalogue is not null
            select (peer.Host, catalogue)];

    async Task<Ed25519PublicKey?> IPeerKeys.Find(string keyId, CancellationToken cancel)
    {
        if (!Uri.TryCreate(keyId, UriKind.Absolute, out var uri) || await Load(uri.Authority, cancel) is not { State: PeerState.Approved } peer)
        {
            return null;
        }

        return KeyOf(peer.Introduction, keyId)
            ?? (await MayLookAgain(keyId, cancel) && await LookAgain(peer, cancel) is { } introduction ? KeyOf(introduction, keyId) : null);
    }

    public async Task<Peer?> Load(string host, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Peer>(Peer.IdOf(host), cancel);
    }

    private static PeerCard Card(Peer peer) => new(peer.Host, peer.Name, peer.Introduction.Actor, peer.State == PeerState.Approved);

    private static Ed25519PublicKey? KeyOf(PeerIntroduction introduction, string keyId) =>
        introduction.Keys.TryGetValue(keyId, out var multibase) && Ed25519PublicKey.TryRead(multibase, out var key) ? key : null;

    private async Task<bool> MayLookAgain(string keyId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = source.CreateCommand("""
            with forgotten as (delete from node.peer_key_look where at < $2 and key_id <> $1)
            insert into node.peer_key_look as l (key_id, at) values ($1, $3)
            on conflict (key_id) do update set at = excluded.at where l.at < $2 returning 1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = keyId });
        command.Parameters.Add(new NpgsqlParameter { Value = now - LookAgainAfter });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task<PeerIntroduction?> LookAgain(Peer peer, CancellationToken cancel)
    {
        PeerIntroduction introduction;
        try
        {
            introduction = await introductions.Ask(peer.Host, cancel);
        }
        catch (FetchException)
        {
            return null; // then the key stays unknown, and whoever used it is told so
        }

        await using var session = store.LightweightSession();
        session.Events.Append(peer.Id, new PeerIntroducedAgain(peer.Id, introduction, time.GetUtcNow()));
        await session.SaveChangesAsync(cancel);
        return introduction;
    }
}
