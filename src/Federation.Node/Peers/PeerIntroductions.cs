using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;

namespace Federation.Node.Peers;

/// <summary>Asks a node who it is: its actor, its catalogues, and by WebFinger that both name each other.</summary>
internal sealed class PeerIntroductions(ISignedFetch fetch, NodeOptions options)
{
    /// <summary>Catalogues of one peer: a node has a handful, and a hostile list must not make us fetch for ever.</summary>
    private const int MaxCatalogues = 8;

    /// <exception cref="FetchException">It did not answer, or not as a peer must.</exception>
    public async Task<PeerIntroduction> Ask(string host, CancellationToken cancel)
    {
        var origin = Delivery.Wire.PeerAddress.OriginOf(host, options);
        var address = new Uri(origin, "/actor");
        var actor = await fetch.Document(address, cancel);
        if (ActivityShape.Id(actor) != address.AbsoluteUri)
        {
            throw new FetchException($"{address} says that its id is another.");
        }

        await RequireWebFinger(origin, address, ActivityShape.Text(actor, "preferredUsername") ?? "", cancel);
        var keys = ActorDocument.Keys(actor).ToDictionary(key => key.Key, key => key.Value.Multibase);
        if (keys.Count == 0)
        {
            throw new FetchException($"{address} states no Ed25519 key.");
        }

        var catalogues = new List<Uri>();
        foreach (var stated in (actor["catalog"] as System.Text.Json.Nodes.JsonArray ?? []).Take(MaxCatalogues))
        {
            if (Uri.TryCreate(stated?.ToString(), UriKind.Absolute, out var uri) && uri.Authority == origin.Authority)
            {
                foreach (var key in ActorDocument.Keys(await Catalogue(uri, cancel)))
                {
                    keys[key.Key] = key.Value.Multibase;
                }

                catalogues.Add(uri);
            }
        }

        var inbox = (actor["endpoints"] as System.Text.Json.Nodes.JsonObject)?["sharedInbox"]?.ToString() ?? ActivityShape.Text(actor, "inbox");
        return Uri.TryCreate(inbox, UriKind.Absolute, out var shared) && shared.Authority == origin.Authority
            ? new PeerIntroduction(address, shared, keys, catalogues, actor.ToJsonString())
            : throw new FetchException($"{address} states no inbox on its own host.");
    }

    private async Task<System.Text.Json.Nodes.JsonObject> Catalogue(Uri uri, CancellationToken cancel)
    {
        var document = await fetch.Document(uri, cancel);
        return ActivityShape.Id(document) == uri.AbsoluteUri ? document : throw new FetchException($"{uri} says that its id is another.");
    }

    private async Task RequireWebFinger(Uri origin, Uri actor, string name, CancellationToken cancel)
    {
        var account = $"acct:{name}@{origin.Authority}";
        var found = await fetch.Document(new Uri(origin, $"{WebFinger.Path}?resource={Uri.EscapeDataString(account)}"), cancel);
        var links = found["links"] as System.Text.Json.Nodes.JsonArray ?? [];
        if (ActivityShape.Text(found, "subject") != account
            || !links.Any(link => link?["rel"]?.ToString() == "self" && link["href"]?.ToString() == actor.AbsoluteUri))
        {
            throw new FetchException($"WebFinger on {origin.Authority} does not lead from {account} to {actor}.");
        }
    }
}
