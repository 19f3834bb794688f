using System.Text.Json.Nodes;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Json;
using Federation.Protocol.Keys;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>
/// Compares one followed catalogue with what its publisher states. Where they differ the publisher's outbox is read, from where it was read
/// before and then from its beginning, and every activity in it meets the same checks, store and handlers as one that arrives. After a key of
/// the publisher was revoked all of it is read, for the copies that were signed again.
/// </summary>
internal sealed class CatchUpTurn(
    FollowedCatalogues catalogues, HeldObjects held, ISignedFetch fetch, PeerMemory peers, ActivityChecks checks, InboxIntake intake,
    SignedAgain signedAgain, NpgsqlDataSource source, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    public async Task Run(FollowedCatalogue followed, CancellationToken cancel)
    {
        try
        {
            var missing = 0;
            if (followed.SignedAgainAt is not null)
            {
                missing = await ReadOutbox(followed, 0, cancel);
                await catalogues.HasReadSignedAgain(followed, cancel);
            }

            var (isSame, apart) = await Compare(followed, cancel);
            foreach (var from in new[] { followed.Cursor, 0 }.Distinct().TakeWhile(_ => !isSame))
            {
                missing += await ReadOutbox(followed, from, cancel);
                (isSame, apart) = await Compare(followed, cancel);
            }

            await catalogues.Finish(
                followed, isSame ? (missing > 0 ? CatchUpVerdict.CaughtUp : CatchUpVerdict.Same) : CatchUpVerdict.Differs, isSame ? missing : apart, null, cancel);
        }
        catch (FetchException e)
        {
            await catalogues.Finish(followed, CatchUpVerdict.NotCompared, 0, e.Message, cancel, e.RetryAfter);
        }
    }

    private async Task<(bool IsSame, int Apart)> Compare(FollowedCatalogue followed, CancellationToken cancel)
    {
        var url = CollectionState.UrlOf(followed.Catalogue);
        var document = await fetch.Document(new Uri(url), cancel);
        if (CollectionState.Read(document, followed.Catalogue) is not { } stated)
        {
            throw new FetchException($"{url} is not the state of that catalogue.");
        }

        var method = ObjectProof.VerificationMethod(document);
        var why = method?.StartsWith(followed.Catalogue.AbsoluteUri + "#", StringComparison.Ordinal) != true ? "It carries no proof by the catalogue's own key."
            : await peers.Key(method, KeyPurpose.Proof, cancel) is not Ed25519PublicKey key ? $"The key {method} is not one of this peer's."
            : ObjectProof.Refute(document, key);
        if (why is not null)
        {
            throw new FetchException($"{url} is not to be believed. {why}");
        }

        var (count, digest) = await held.Of(followed.Catalogue, cancel);
        return (digest == stated.Digest, Math.Abs(stated.Objects - count));
    }

    // Returns how many activities were new here, once they are settled.
    private async Task<int> ReadOutbox(FollowedCatalogue followed, long from, CancellationToken cancel)
    {
        var (cursor, missing, hasMore) = (from, 0, true);
        for (var pages = 0; hasMore && pages < CatchUpLimits.MaxPages; pages++)
        {
            var url = new Uri($"{followed.Catalogue.AbsoluteUri}/outbox/after/{cursor}");
            if (CatchUpRules.ReadPage(await fetch.Document(url, cancel), followed.Catalogue, cursor) is not { } page)
            {
                throw new FetchException($"{url} is not a page of that outbox.");
            }

            missing += await Take(followed, page.Items, url, cancel);
            (cursor, hasMore) = (page.Last, page.HasMore);
            await catalogues.Read(followed, cursor, cancel);
        }

        await Settled(followed, cancel);
        return missing;
    }

    private async Task<int> Take(FollowedCatalogue followed, IReadOnlyList<JsonObject> items, Uri page, CancellationToken cancel)
    {
        var arrival = new Arrival(new SignedRequest("GET", page, new Dictionary<string, string>()), [], time.GetUtcNow()) { PeerHost = followed.Host, IsNode = true };
        var fit = new List<CheckedActivity>();
        foreach (var item in items)
        {
            var (activity, refusal) = await checks.Check(item, CanonicalJson.Bytes(item), arrival, cancel);
            fit.Add(activity is not null && activity.Actor == followed.Catalogue.AbsoluteUri
                ? activity
                : throw new FetchException($"{page} holds what is not to be believed. {refusal?.Reason ?? "It is not said by the catalogue."}"));
        }

        if (fit.Count == 0)
        {
            return 0;
        }

        var outcomes = await intake.Store(fit, cancel);
        for (var i = 0; i < fit.Count && followed.SignedAgainAt is not null; i++)
        {
            if (outcomes[i] == StoreOutcome.Known)
            {
                await signedAgain.Take(fit[i], items[i], cancel);
            }
        }

        return outcomes.Count(outcome => outcome == StoreOutcome.Stored);
    }

    private async Task Settled(FollowedCatalogue followed, CancellationToken cancel)
    {
        for (var waited = TimeSpan.Zero; waited < CatchUpLimits.ApplyWithin; waited += LookAgain)
        {
            await using var command = source.Command(
                "select exists (select 1 from node.received where state = 'waiting' and peer = $1 and actor = $2)", followed.Host, followed.Catalogue.AbsoluteUri);
            if (await command.ExecuteScalarAsync(cancel) is false)
            {
                return;
            }

            await Task.Delay(LookAgain, cancel);
        }
    }
}
