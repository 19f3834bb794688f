using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Activities;

namespace Federation.Node.Peers.Keys;

/// <inheritdoc cref="IPeerKeys"/>
internal sealed class PeerKeyBook(PeerKeyTable table, PeerRegister register, ISignedFetch fetch, TimeProvider time) : IPeerKeys
{
    public async Task<VerificationKey?> Find(string keyId, KeyPurpose purpose, CancellationToken cancel)
    {
        if (await HostOf(keyId, cancel) is not { } host)
        {
            return null;
        }

        var known = await table.Find(keyId, purpose, cancel);
        if (known is not { } kept || time.GetUtcNow() - kept.ReadAt >= PeerKeyLimits.FreshFor)
        {
            await Look(keyId, cancel);
            known = await table.Find(keyId, purpose, cancel);
        }

        // A peer approved by an older version, that cannot be asked just now: what it said when it was introduced.
        return known is { } found ? Good(found.Key)
            : !await table.Knows(host, cancel) && await register.Load(host, cancel) is { } peer && peer.Introduction.Keys.TryGetValue(keyId, out var stated)
                && VerificationKey.TryRead(stated, out var introduced) ? introduced
            : null;
    }

    public async Task<VerificationKey?> FindAgain(string keyId, KeyPurpose purpose, CancellationToken cancel)
    {
        if (await HostOf(keyId, cancel) is null)
        {
            return null;
        }

        var before = await table.Find(keyId, purpose, cancel);
        return await Look(keyId, cancel) && await table.Find(keyId, purpose, cancel) is { } now && now.Key.Multibase != before?.Key.Multibase
            ? Good(now.Key)
            : null;
    }

    /// <summary>Reads an actor's keys anew because it said, with a proof, that they changed.</summary>
    /// <returns>True when one of them is revoked.</returns>
    /// <exception cref="FetchException">It cannot be had just now.</exception>
    public async Task<bool> Read(Uri actor, CancellationToken cancel)
    {
        var document = await fetch.Document(actor, cancel);
        await table.Keep(
            ActivityShape.Id(document) == actor.AbsoluteUri ? document : throw new FetchException($"{actor} says that its id is another."), cancel);
        return StatedKey.Of(document).Any(key => key.RevokedAt is not null);
    }

    private VerificationKey? Good(StatedKey key) =>
        key.IsGood(time.GetUtcNow()) && VerificationKey.TryRead(key.Multibase, out var read) ? read : null;

    // A host that is no accepted peer costs no request.
    private async Task<string?> HostOf(string keyId, CancellationToken cancel) =>
        keyId.Length <= PeerKeyLimits.MaxKeyIdLength && Uri.TryCreate(keyId, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && await register.Accepts(uri!.Authority, cancel) ? uri.Authority : null;

    // The key's URL leads to the actor that states it, or (GoToSocial) to a stub that names the actor; the actor's own word counts.
    private async Task<bool> Look(string keyId, CancellationToken cancel)
    {
        if (!await table.MayLook(keyId, PeerKeyLimits.LookAgainAfter, cancel))
        {
            return false;
        }

        try
        {
            var address = new Uri(keyId.Split('#')[0]);
            var document = await fetch.Document(address, cancel);
            var owner = OwnerOf(document, keyId);
            if (owner == address.AbsoluteUri)
            {
                await table.Keep(document, cancel);
                return true;
            }

            if (Uri.TryCreate(owner, UriKind.Absolute, out var actor) && actor.Authority == address.Authority)
            {
                await Read(actor, cancel);
                return true;
            }
        }
        catch (FetchException)
        {
            return false; // then the key stays unknown, and whoever used it is told so; nothing is remembered but the time
        }

        return false;
    }

    private static string? OwnerOf(JsonObject document, string keyId) =>
        ActivityShape.Text(document, "owner") ?? ActivityShape.Text(document, "controller")
        ?? (document["publicKey"] is JsonObject key && ActivityShape.Id(key) == keyId ? ActivityShape.Text(key, "owner") : null)
        ?? ActivityShape.Id(document);
}
