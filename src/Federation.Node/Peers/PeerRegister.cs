using Federation.Node.Delivery;
using Marten;

namespace Federation.Node.Peers;

/// <summary>What is known of peers, for this room and others: cards, policy, followers.</summary>
internal sealed class PeerRegister(IDocumentStore store, TimeProvider time) : IPeers, IPeerPolicy, IFollowers, IFollowing
{
    /// <summary>Peers to show: proposed, approved, vouched for, blocked.</summary>
    public async Task<IReadOnlyList<Peer>> All(CancellationToken cancel) =>
        [.. (await Everyone(cancel)).Where(peer => peer.State != PeerState.Removed || peer.IsBlocked).OrderBy(peer => peer.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Peers this node speaks with.</summary>
    public async Task<IReadOnlyList<Peer>> Accepted(CancellationToken cancel)
    {
        var all = (await Everyone(cancel)).ToDictionary(peer => peer.Host, StringComparer.OrdinalIgnoreCase);
        return [.. all.Values.Where(peer => PeerRules.IsAccepted(peer, all.GetValueOrDefault, time.GetUtcNow()))
            .OrderBy(peer => peer.Name, StringComparer.CurrentCultureIgnoreCase)];
    }

    public async Task<IReadOnlyList<PeerCard>> Approved(CancellationToken cancel) => [.. (await Accepted(cancel)).Select(peer => Card(peer, true))];

    public async Task<PeerCard?> Find(string host, CancellationToken cancel) =>
        await Load(host, cancel) is { State: not PeerState.Removed } peer ? Card(peer, await IsAccepted(peer, cancel)) : null;

    public async Task<bool> Follows(string host, Uri catalogue, CancellationToken cancel) =>
        await Load(host, cancel) is { } peer && PeerRules.Follows(peer, catalogue) && await IsAccepted(peer, cancel);

    public async Task<bool> Accepts(string host, CancellationToken cancel) => await Load(host, cancel) is { } peer && await IsAccepted(peer, cancel);

    public async Task<string?> FirstBlocked(IEnumerable<string> hosts, CancellationToken cancel)
    {
        var ids = hosts.Distinct(StringComparer.OrdinalIgnoreCase).ToDictionary(Peer.IdOf);
        await using var session = store.QuerySession();
        return (await session.LoadManyAsync<Peer>(cancel, ids.Keys)).FirstOrDefault(peer => peer.IsBlocked)?.Host;
    }

    public async Task<IReadOnlyList<string>> HostsOf(string catalogue, CancellationToken cancel) =>
        [.. (await Accepted(cancel)).Where(peer => peer.Follows.Contains(catalogue)).Select(peer => peer.Host)];

    public async Task<IReadOnlyList<string>> ActorsOf(string catalogue, CancellationToken cancel) =>
        [.. (await Accepted(cancel)).SelectMany(peer => PeerRules.FollowersOf(peer, catalogue)).Select(actor => actor.AbsoluteUri).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<(string Host, Uri Catalogue)>> Followed(CancellationToken cancel) =>
        [.. from peer in await Accepted(cancel)
            from following in peer.Following where following.IsAccepted
            let catalogue = PeerRules.CatalogueOf(peer, following.Catalogue) where catalogue is not null
            select (peer.Host, catalogue)];

    public async Task<PeerStanding> StandingOf(string host, CancellationToken cancel) => await Load(host, cancel) switch
    {
        null => PeerStanding.Unknown,
        { IsBlocked: true } => PeerStanding.Blocked,
        { } peer when await IsAccepted(peer, cancel) => peer.Introduction.IsNode ? PeerStanding.Node : PeerStanding.Stranger,
        _ => PeerStanding.Unknown,
    };

    public async Task<Peer?> Load(string host, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Peer>(Peer.IdOf(host), cancel);
    }

    /// <summary>True when this node speaks with the peer now.</summary>
    public async Task<bool> IsAccepted(Peer peer, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var issuers = peer is { State: PeerState.Approved } or { Vouches: [] } ? []
            : await session.LoadManyAsync<Peer>(cancel, peer.Vouches.Select(vouch => Peer.IdOf(vouch.Issuer)).Distinct());
        return PeerRules.IsAccepted(peer, host => issuers.FirstOrDefault(each => each.Id == Peer.IdOf(host)), time.GetUtcNow());
    }

    /// <summary>All that were ever heard of, removed ones included.</summary>
    public async Task<IReadOnlyList<Peer>> Everyone(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Peer>().ToListAsync(cancel);
    }

    private static PeerCard Card(Peer peer, bool isAccepted) => new(peer.Host, peer.Name, peer.Introduction.Actor, isAccepted);
}
