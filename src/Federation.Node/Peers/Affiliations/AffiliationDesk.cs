using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Marten;

namespace Federation.Node.Peers.Affiliations;

/// <summary>What people do about affiliations: at a federation say who is an affiliate, at a union trust a federation to say so.</summary>
internal sealed class AffiliationDesk(
    IDocumentStore store, PeerRegister register, Vouching vouching, IMembers members, IActivities activities, INodeIdentity identity,
    NodeOptions options, TimeProvider time)
{
    public async Task<IReadOnlyList<Affiliation>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return [.. (await session.Query<Affiliation>().ToListAsync(cancel)).OrderBy(each => each.Host, StringComparer.Ordinal).ThenByDescending(each => each.Until)];
    }

    public async Task<PeerRefusal?> Propose(string host, DateTimeOffset until, Guid by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (AffiliationRules.RefusePropose(await register.Accepts(host, cancel), await RolesOf(by, cancel), until, now) is { } refusal)
        {
            return refusal;
        }

        var credential = new Uri(options.Origin, $"/affiliations/{Guid.CreateVersion7(now)}").AbsoluteUri;
        await using var session = store.LightweightSession();
        var id = Affiliation.IdOf(credential);
        session.Events.StartStream<Affiliation>(id, new AffiliationProposed(id, credential, host, until, by, now));
        await session.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>The second person: the credential is signed and goes to every peer.</summary>
    public Task<PeerRefusal?> Approve(string host, Guid by, CancellationToken cancel) =>
        Decide(host, AffiliationState.Proposed, async (affiliation, session, now) =>
        {
            if (AffiliationRules.RefuseSign(affiliation, await register.Accepts(host, cancel), by, await RolesOf(by, cancel), now) is { } refusal)
            {
                return refusal;
            }

            var document = identity.SignObject(AffiliationCredential.Describe(affiliation!.Credential, identity.Actor, host, now, affiliation.Until)); // not refused
            session.Events.Append(affiliation.Id, new AffiliationSigned(affiliation.Id, document.ToJsonString(), by, now));
            await Tell(session, () => new JsonObject { ["type"] = "Create", ["object"] = document.DeepClone() }, cancel);
            return null;
        }, cancel);

    /// <summary>Takes a credential back, or drops a proposal.</summary>
    public Task<PeerRefusal?> Revoke(string host, string reason, Guid by, CancellationToken cancel) =>
        Decide(host, AffiliationState.Signed, async (affiliation, session, now) =>
        {
            if (AffiliationRules.RefuseRevoke(affiliation, reason, await RolesOf(by, cancel)) is { } refusal)
            {
                return refusal;
            }

            session.Events.Append(affiliation!.Id, new AffiliationRevoked(affiliation.Id, reason.Trim(), by, now)); // not refused
            if (affiliation.State == AffiliationState.Signed)
            {
                await Tell(session, () => new JsonObject
                {
                    ["type"] = "Delete",
                    ["object"] = AffiliationCredential.Tombstone(affiliation.Credential, identity.Actor, now),
                }, cancel);
            }

            return null;
        }, cancel);

    /// <summary>The first person asks for a federation to be trusted to vouch, the second agrees; then its list is read.</summary>
    public Task<PeerRefusal?> Trust(string host, Guid by, CancellationToken cancel) => PeerDesk.Meeting(async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        var (step, refusal) = AffiliationRules.Trust(stream.Aggregate, by, await RolesOf(by, cancel), time.GetUtcNow());
        if (step is null)
        {
            return refusal;
        }

        stream.AppendOne(step);
        await session.SaveChangesAsync(cancel);
        if (step is VouchingApproved)
        {
            await vouching.Pull(stream.Aggregate!, cancel); // trusted, so it exists
            await vouching.Settle(cancel);
        }

        return null;
    });

    /// <summary>Ends the trust: peers that rest on it alone are none any more.</summary>
    public Task<PeerRefusal?> Distrust(string host, Guid by, CancellationToken cancel) => PeerDesk.Meeting(async () =>
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        if (AffiliationRules.RefuseDistrust(stream.Aggregate, await RolesOf(by, cancel)) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(new VouchingEnded(stream.Id, by, time.GetUtcNow()));
        await session.SaveChangesAsync(cancel);
        await vouching.Settle(cancel);
        return null;
    });

    private Task<PeerRefusal?> Decide(
        string host, AffiliationState first, Func<Affiliation?, IDocumentSession, DateTimeOffset, Task<PeerRefusal?>> rule, CancellationToken cancel) =>
        PeerDesk.Meeting(async () =>
        {
            await using var session = store.LightweightSession();
            var found = (await session.Query<Affiliation>().Where(each => each.Host == host && each.Issuer == "" && each.State != AffiliationState.Revoked).ToListAsync(cancel))
                .OrderByDescending(each => each.State == first).ThenByDescending(each => each.Until).FirstOrDefault();
            var affiliation = found is null ? null : (await session.Events.FetchForWriting<Affiliation>(found.Id, cancel)).Aggregate;
            if (await rule(affiliation, session, time.GetUtcNow()) is { } refusal)
            {
                return refusal;
            }

            await session.SaveChangesAsync(cancel);
            return null;
        });

    // To every node, its followers and affiliates among them: who trusts us to vouch must hear of an end at once.
    private async Task Tell(IDocumentSession session, Func<JsonObject> activity, CancellationToken cancel)
    {
        foreach (var peer in (await register.Accepted(cancel)).Where(peer => peer.Introduction.IsNode))
        {
            activities.Publish(session, activity(), new Audience.Peer(peer.Host));
        }
    }

    private async Task<IReadOnlyList<string>> RolesOf(Guid member, CancellationToken cancel) =>
        await members.Find(member, cancel) is { IsDisabled: false } card ? card.Roles : [];
}
