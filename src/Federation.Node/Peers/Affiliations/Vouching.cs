using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;
using Marten;

namespace Federation.Node.Peers.Affiliations;

/// <summary>
/// Makes peers of the affiliates of trusted federations, and ends it. A host is asked who it is only after the federation's signed word for
/// it was checked.
/// </summary>
internal sealed partial class Vouching(
    IDocumentStore store, PeerRegister register, PeerIntroductions introductions, IPeerKeys keys, IDeliveries deliveries, ISignedFetch fetch,
    NodeOptions options, TimeProvider time, ILogger<Vouching> log)
{
    /// <summary>Pages read of one federation's list: 5,000 affiliates.</summary>
    private const int MaxPages = 50;

    /// <summary>Records what a federation says; null when it is well, else why it is refused.</summary>
    public async Task<string?> Record(JsonObject document, Uri issuer, IDocumentSession session, CancellationToken cancel)
    {
        var (credential, reason) = AffiliationCredential.Read(document, issuer);
        if (credential is null)
        {
            return reason;
        }

        if (ObjectProof.VerificationMethod(document) is not { } method || !method.StartsWith(issuer.AbsoluteUri + "#", StringComparison.Ordinal)
            || await keys.Find(method, KeyPurpose.Proof, cancel) is not { } key)
        {
            return "The credential carries no proof by a good key of its issuer.";
        }

        if (ObjectProof.Refute(document, key) is { } fault)
        {
            return fault;
        }

        var stream = await session.Events.FetchForWriting<Affiliation>(Affiliation.IdOf(credential.Id), cancel);
        var text = SignedCopy.Text(document);
        if (stream.Aggregate is null)
        {
            stream.AppendOne(new AffiliationReceived(
                stream.Id, credential.Id, credential.Issuer, credential.Host, credential.From, credential.Until, text, time.GetUtcNow()));
        }

        switch (stream.Aggregate is { Document: { } known } ? await SignedCopy.Compare(known, document, keys, cancel) : CopyVerdict.Same)
        {
            case CopyVerdict.Changed:
                return "A credential never changes; sign another.";
            case CopyVerdict.SignedAgain:
                stream.AppendOne(new AffiliationSignedAgain(stream.Id, text, time.GetUtcNow()));
                return null;
            default:
                return null;
        }
    }

    /// <summary>Takes a credential back in the session.</summary>
    public async Task TakeBack(string credential, string issuer, IDocumentSession session, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<Affiliation>(Affiliation.IdOf(credential), cancel);
        if (stream.Aggregate?.State != AffiliationState.Revoked)
        {
            stream.AppendOne(new AffiliationTakenBack(stream.Id, credential, issuer, time.GetUtcNow()));
        }

        if (stream.Aggregate is { } affiliation && (await session.Events.FetchForWriting<Peer>(Peer.IdOf(affiliation.Host), cancel)) is { Aggregate: { } peer } subject
            && peer.Vouches.Any(vouch => vouch.Credential == credential))
        {
            var ended = new PeerVouchEnded(subject.Id, credential, "The federation took its word back.", time.GetUtcNow());
            subject.AppendOne(ended);
            await CloseUnlessAccepted(session, peer.Apply(ended), cancel);
        }
    }

    /// <summary>Brings peers up to what federations say now; what cannot be done just now is done at the next round.</summary>
    public async Task Settle(CancellationToken cancel)
    {
        var all = (await register.Everyone(cancel)).ToDictionary(peer => peer.Host, StringComparer.OrdinalIgnoreCase);
        foreach (var peer in all.Values.Where(peer => peer.Vouches.Count > 0))
        {
            var ended = AffiliationRules.Ended(peer, all.GetValueOrDefault, time.GetUtcNow()).ToList();
            if (ended.Count > 0)
            {
                await Try(peer.Host, () => End(peer.Host, ended, cancel));
            }
        }

        await using var session = store.QuerySession();
        foreach (var affiliation in await session.Query<Affiliation>().Where(each => each.State == AffiliationState.Signed && each.Issuer != "").ToListAsync(cancel))
        {
            if (AffiliationRules.MakesPeer(affiliation, all.GetValueOrDefault(affiliation.Issuer), all.GetValueOrDefault(affiliation.Host), options.Origin.Authority, time.GetUtcNow()))
            {
                await Try(affiliation.Host, () => Welcome(affiliation, cancel));
            }
        }
    }

    /// <summary>Reads a federation's list of affiliates: for what was said before it was trusted, and for what got lost.</summary>
    public async Task Pull(Peer issuer, CancellationToken cancel) => await Try(issuer.Host, async () =>
    {
        var origin = PeerAddress.OriginOf(issuer.Host, options);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        var next = new Uri(origin, "/affiliations?page=1");
        for (var page = 0; next is not null && page < MaxPages; page++)
        {
            var document = await fetch.Document(next, cancel);
            await using var session = store.LightweightSession();
            foreach (var item in (document["orderedItems"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (await Record(item, issuer.Introduction.Actor, session, cancel) is null)
                {
                    listed.Add(ActivityShape.Id(item)!); // it was read
                }
            }

            await session.SaveChangesAsync(cancel);
            next = Uri.TryCreate(ActivityShape.Text(document, "next"), UriKind.Absolute, out var more) && more.Authority == origin.Authority ? more : null;
        }

        if (next is not null)
        {
            return; // longer than is read: what is not listed may stand further on
        }

        await using var ending = store.LightweightSession();
        var known = await ending.Query<Affiliation>().Where(each => each.State == AffiliationState.Signed && each.Issuer == issuer.Host).ToListAsync(cancel);
        foreach (var gone in known.Where(each => !listed.Contains(each.Credential) && each.IsGood(time.GetUtcNow())))
        {
            await TakeBack(gone.Credential, issuer.Host, ending, cancel);
        }

        await ending.SaveChangesAsync(cancel);
    });

    private async Task Welcome(Affiliation affiliation, CancellationToken cancel)
    {
        var introduction = await introductions.Ask(affiliation.Host, cancel);
        if (!introduction.IsNode)
        {
            throw new FetchException($"{affiliation.Host} is no node of a union.");
        }

        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(affiliation.Host), cancel);
        if (!AffiliationRules.MakesPeer(
            affiliation, await register.Load(affiliation.Issuer, cancel), stream.Aggregate, options.Origin.Authority, time.GetUtcNow()))
        {
            return; // somebody decided otherwise meanwhile
        }

        var name = JsonNode.Parse(introduction.Document) is JsonObject actor && ActivityShape.Text(actor, "name") is { Length: > 0 and <= 100 } said ? said : affiliation.Host;
        stream.AppendOne(new PeerVouchedFor(
            stream.Id, affiliation.Host, name, introduction, affiliation.Credential, affiliation.Issuer, affiliation.Until, time.GetUtcNow()));
        PeerLanes.Open(deliveries, session, affiliation.Host, introduction, stream.Aggregate?.Follows ?? []); // what it followed before its word ended
        await session.SaveChangesAsync(cancel);
    }

    private async Task End(string host, IReadOnlyList<(string Credential, string Why)> ended, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Peer>(Peer.IdOf(host), cancel);
        var peer = stream.Aggregate!; // it had vouches
        foreach (var (credential, why) in ended)
        {
            var end = new PeerVouchEnded(stream.Id, credential, why, time.GetUtcNow());
            stream.AppendOne(end);
            peer = peer.Apply(end);
        }

        await CloseUnlessAccepted(session, peer, cancel);
        await session.SaveChangesAsync(cancel);
    }

    private async Task CloseUnlessAccepted(IDocumentSession session, Peer after, CancellationToken cancel)
    {
        if (!await register.IsAccepted(after, cancel))
        {
            deliveries.CloseLanes(session, after.Host);
        }
    }

    private async Task Try(string host, Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (FetchException e)
        {
            Waits(log, host, e.Message);
        }
        catch (Exception e) when (StreamConflict.Is(e))
        {
            Waits(log, host, "Somebody else decides about it in this moment.");
        }
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Warning, Message = "What a federation says about {Host} waits for the next round: {Reason}")]
    private static partial void Waits(ILogger log, string host, string reason);
}
