using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Peers.Keys;

/// <summary>Replaces and revokes the node's keys, and tells everybody in the same transaction. Only the command line comes here: it takes the machine.</summary>
internal sealed class KeyDesk(
    IDocumentStore store, INodeKeys keys, ActorDocuments actors, IActivities activities, IProofRenewal renewal, PeerRegister register, TimeProvider time)
{
    public IReadOnlyList<NodeKey> All => keys.All;

    /// <summary>Makes successors. The announcement is signed by the key that goes, which is the one that peers know.</summary>
    public async Task<PeerRefusal?> Rotate(IReadOnlyList<NodeKeyKind> kinds, CancellationToken cancel)
    {
        keys.Reload();
        await using var session = store.LightweightSession();
        var now = time.GetUtcNow();
        var after = kinds.Aggregate(keys.All, (all, kind) => keys.Rotate(session, all, kind, now));
        return await Announce(session, after, now, cancel);
    }

    /// <summary>Revokes a key; one that signs gets a successor first. What it signed and who follows later still has to believe is signed again.</summary>
    public async Task<PeerRefusal?> Revoke(string name, CancellationToken cancel)
    {
        keys.Reload();
        if (keys.All.FirstOrDefault(key => key.Name == name) is not { } key)
        {
            return new PeerRefusal.NoSuchKey(name);
        }

        if (key.RevokedAt is not null)
        {
            return new PeerRefusal.KeyAlreadyRevoked(name);
        }

        if (key.IsCurrent && await Rotate([key.Kind], cancel) is { } refusal)
        {
            return refusal;
        }

        if (key.Kind == NodeKeyKind.Ed25519)
        {
            await renewal.Renew(key, key.IsCurrent, cancel);
        }

        await using var session = store.LightweightSession();
        var now = time.GetUtcNow();
        return await Announce(session, keys.Revoke(session, keys.All, keys.All.First(each => each.Name == name), now), now, cancel);
    }

    private async Task<PeerRefusal?> Announce(IDocumentSession session, IReadOnlyList<NodeKey> after, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var peer in await register.Accepted(cancel))
        {
            activities.Publish(session, Update(actors.Node(after, now)), new Audience.Peer(peer.Host));
        }

        foreach (var name in Catalogues.All)
        {
            activities.Publish(session, Update(actors.Catalogue(name, after, now)), new Audience.Followers(name));
        }

        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (IsAnotherFirst(e))
        {
            return new PeerRefusal.KeyJustChanged();
        }
        finally
        {
            keys.Reload();
        }

        return null;
    }

    // Whose a catalogue is stands in its own document; embedded, "attributedTo" would name another than the activity's actor.
    private static JsonObject Update(JsonObject actor)
    {
        actor.Remove("@context");
        actor.Remove("attributedTo");
        return new JsonObject { ["type"] = "Update", ["actor"] = actor["id"]!.DeepClone(), ["object"] = actor }; // an actor has an id
    }

    private static bool IsAnotherFirst(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, TableName: "identity_key" } || IsAnotherFirst(e.InnerException));
}
