using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Marten;

namespace Federation.Node.Peers;

/// <summary>What people decide about following: whom this node follows, and who may follow it. The pages and the command line both come here.</summary>
internal sealed class FollowDesk(
    IDocumentStore store, PeerRegister register, IMembers members, ICatchUps catchUps, FollowPress press, NodeOptions options, TimeProvider time)
{
    /// <summary>Asks to follow a catalogue, for the first time or again; what was missed meanwhile is read.</summary>
    public Task<PeerRefusal?> Follow(string host, string catalogue, Guid by, CancellationToken cancel) =>
        Decide(host, by, async (session, stream, roles) =>
        {
            var target = PeerRules.CatalogueOf(stream.Aggregate, catalogue);
            if (PeerRules.RefuseFollow(stream.Aggregate, await register.Accepts(host, cancel), target, catalogue, roles) is { } refusal)
            {
                return refusal;
            }

            var now = time.GetUtcNow();
            var id = new Uri(options.Origin, $"/activities/{Guid.CreateVersion7(now)}").AbsoluteUri;
            stream.AppendOne(new FollowSent(stream.Id, catalogue, id, by, now));
            press.Follow(session, stream.Aggregate!.Host, id, target!); // not refused, so both exist
            catchUps.TakeAgain(session, stream.Aggregate.Host, target!);
            return null;
        }, cancel);

    /// <summary>Stops following a catalogue. What is here of it stays, and is still erased when its publisher takes it back.</summary>
    public Task<PeerRefusal?> Unfollow(string host, string catalogue, Guid by, CancellationToken cancel) =>
        Decide(host, by, (session, stream, roles) =>
        {
            if (PeerRules.RefuseUnfollow(stream.Aggregate, catalogue, roles) is { } refusal)
            {
                return Task.FromResult<PeerRefusal?>(refusal);
            }

            var following = stream.Aggregate!.Following.First(each => each.Catalogue == catalogue); // not refused, so it is followed
            stream.AppendOne(new FollowUndone(stream.Id, catalogue, following.FollowId, by, time.GetUtcNow()));
            press.Undo(session, stream.Aggregate, following);
            return Task.FromResult<PeerRefusal?>(null);
        }, cancel);

    /// <summary>Ends the follow of one of the peer's actors; null stands for the peer's own.</summary>
    public Task<PeerRefusal?> EndFollower(string host, string catalogue, Uri? actor, Guid by, CancellationToken cancel) =>
        Decide(host, by, (session, stream, roles) =>
        {
            var follower = actor ?? stream.Aggregate?.Introduction.Actor;
            if (PeerRules.RefuseEnd(stream.Aggregate, catalogue, follower, roles) is { } refusal)
            {
                return Task.FromResult<PeerRefusal?>(refusal);
            }

            var followId = stream.Aggregate!.Followers.FirstOrDefault(each => each.Catalogue == catalogue && each.Actor == follower)?.FollowId; // not refused
            stream.AppendOne(new FollowerEnded(stream.Id, catalogue, follower!, followId, by, time.GetUtcNow()));
            press.End(session, stream.Aggregate, catalogue, follower!);
            return Task.FromResult<PeerRefusal?>(null);
        }, cancel);

    /// <summary>Lets an actor follow again, if it asks.</summary>
    public Task<PeerRefusal?> AllowFollower(string host, string catalogue, Uri? actor, Guid by, CancellationToken cancel) =>
        Decide(host, by, (_, stream, roles) =>
        {
            var follower = actor ?? stream.Aggregate?.Introduction.Actor;
            var refusal = PeerRules.RefuseAllow(stream.Aggregate, catalogue, follower, roles);
            if (refusal is null)
            {
                stream.AppendOne(new FollowerAllowed(stream.Id, catalogue, follower!, by, time.GetUtcNow())); // not refused, so it exists
            }

            return Task.FromResult(refusal);
        }, cancel);

    private Task<PeerRefusal?> Decide(
        string host, Guid by, Func<IDocumentSession, JasperFx.Events.IEventStream<Peer>, IReadOnlyList<string>, Task<PeerRefusal?>> deed, CancellationToken cancel) =>
        PeerDesk.Meeting(async () =>
        {
            await using var session = store.LightweightSession();
            var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host.Trim()), cancel);
            var roles = await members.Find(by, cancel) is { IsDisabled: false } card ? card.Roles : [];
            if (await deed(session, stream, roles) is { } refusal)
            {
                return refusal;
            }

            await session.SaveChangesAsync(cancel);
            return null;
        });
}
