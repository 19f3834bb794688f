using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Marten;

namespace Federation.Node.Peers;

/// <summary>What people do about peers; the pages and the command line both come here.</summary>
internal sealed class PeerDesk(
    IDocumentStore store, PeerRegister register, PeerIntroductions introductions, IMembers members, IDeliveries deliveries, FollowPress press,
    NodeOptions options, TimeProvider time)
{
    private const int Attempts = 5;

    public async Task<PeerRefusal?> Propose(string host, string name, Guid by, CancellationToken cancel)
    {
        var address = host.Trim();
        if (PeerName.HostOf(address)?.ToLowerInvariant() is not { } found)
        {
            return new PeerRefusal.NotAHost();
        }

        host = found;

        if (host == options.Origin.Authority)
        {
            return new PeerRefusal.IsUs();
        }

        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        if (PeerRules.RefusePropose(stream.Aggregate, await RolesOf(by, cancel), name) is { } refusal)
        {
            return refusal;
        }

        try
        {
            var introduction = await introductions.Ask(address.Equals(host, StringComparison.OrdinalIgnoreCase) ? host : address, cancel);
            stream.AppendOne(new PeerProposed(Peer.IdOf(host), host, name.Trim(), introduction, by, time.GetUtcNow()));
        }
        catch (FetchException e)
        {
            return new PeerRefusal.NoIntroduction(e.Message);
        }

        await session.SaveChangesAsync(cancel);
        return null;
    }

    public Task<PeerRefusal?> Approve(string host, Guid by, CancellationToken cancel) => Meeting(() => ApproveOnce(host, by, cancel));

    public Task<PeerRefusal?> Remove(string host, Guid by, CancellationToken cancel) => Meeting(() => RemoveOnce(host, by, cancel));

    /// <summary>Blocks a host, known or not.</summary>
    public Task<PeerRefusal?> Block(string host, string reason, Guid by, CancellationToken cancel) => Meeting(() => BlockOnce(host, reason, by, cancel));

    /// <summary>The first person asks for a block to be lifted, the second lifts it.</summary>
    public Task<PeerRefusal?> Unblock(string host, Guid by, CancellationToken cancel) => Meeting(() => UnblockOnce(host, by, cancel));

    private async Task<PeerRefusal?> BlockOnce(string address, string reason, Guid by, CancellationToken cancel)
    {
        if (PeerName.HostOf(address.Trim())?.ToLowerInvariant() is not { } host)
        {
            return new PeerRefusal.NotAHost();
        }

        if (host == options.Origin.Authority)
        {
            return new PeerRefusal.IsUs();
        }

        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        if (PeerRules.RefuseBlock(stream.Aggregate, reason, await RolesOf(by, cancel)) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new PeerBlocked(stream.Id, host, reason.Trim(), by, time.GetUtcNow()));
        deliveries.CloseLanes(session, host);
        await session.SaveChangesAsync(cancel);
        return null;
    }

    private async Task<PeerRefusal?> UnblockOnce(string host, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host.Trim()), cancel);
        var (step, refusal) = PeerRules.Unblock(stream.Aggregate, by, await RolesOf(by, cancel), time.GetUtcNow());
        if (step is null)
        {
            return refusal;
        }

        stream.AppendOne(step);
        if (step is PeerUnblocked unblocked && stream.Aggregate!.Apply(unblocked) is var peer && await register.IsAccepted(peer, cancel)) // blocked, so it exists
        {
            PeerLanes.Open(deliveries, session, peer.Host, peer.Introduction, peer.Follows);
        }

        await session.SaveChangesAsync(cancel);
        return null;
    }

    private async Task<PeerRefusal?> ApproveOnce(string host, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        if (PeerRules.RefuseApprove(stream.Aggregate, by, await RolesOf(by, cancel)) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new PeerApproved(stream.Id, by, time.GetUtcNow()));
        PeerLanes.Open(deliveries, session, stream.Aggregate!.Host, stream.Aggregate.Introduction, stream.Aggregate.Follows); // approved, so it exists
        await session.SaveChangesAsync(cancel);
        return null;
    }

    private async Task<PeerRefusal?> RemoveOnce(string host, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        if (PeerRules.RefuseRemove(stream.Aggregate, await RolesOf(by, cancel)) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new PeerRemoved(stream.Id, by, time.GetUtcNow()));
        press.TakeLeave(session, stream.Aggregate!); // removed, so it existed
        deliveries.CloseLanes(session, stream.Aggregate!.Host);
        await session.SaveChangesAsync(cancel);
        return null;
    }

    // The peer may ask for something in the very moment somebody here decides: decide again on what is there then.
    internal static Task<PeerRefusal?> Meeting(Func<Task<PeerRefusal?>> deed) => StreamConflict.Again(Attempts, deed);

    private async Task<IReadOnlyList<string>> RolesOf(Guid member, CancellationToken cancel) =>
        await members.Find(member, cancel) is { IsDisabled: false } card ? card.Roles : [];
}
