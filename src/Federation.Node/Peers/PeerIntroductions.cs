using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Peers.Keys;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;

namespace Federation.Node.Peers;

/// <summary>
/// Asks a peer who it is: its actor, its catalogues, by WebFinger that account and actor name each other, by NodeInfo whether it is a
/// node or a stranger. Everything stands on the host that was asked.
/// </summary>
internal sealed class PeerIntroductions(ISignedFetch fetch, PeerKeyTable keys, NodeOptions options)
{
    /// <summary>Catalogues of one peer: a node has a handful, and a hostile list must not make us fetch for ever.</summary>
    private const int MaxCatalogues = 8;

    /// <summary>For everything it is asked: each of a dozen documents may come in time, and all of them together take minutes. Somebody waits.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(12);

    /// <summary>What a node of ours says in NodeInfo.</summary>
    public const string Software = "federation";

    /// <summary>Asks a host for its node actor, or a stranger's account (<c>acct:name@host</c>, <c>@name@host</c>) or actor URL.</summary>
    /// <exception cref="FetchException">It did not answer, or not as a peer must.</exception>
    public async Task<PeerIntroduction> Ask(string address, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Deadline);
        try
        {
            return await AskEach(address, deadline.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new FetchException($"{address} did not introduce itself within {Deadline.TotalSeconds:0} seconds.", e);
        }
    }

    private async Task<PeerIntroduction> AskEach(string address, CancellationToken cancel)
    {
        var host = PeerName.HostOf(address) ?? throw new FetchException($"{address} is no host, no account and no address of an actor.");
        var origin = PeerAddress.OriginOf(host, options);
        var (actorUrl, actor) = Account.TryRead(address, out var account) ? await Found(origin, account, cancel)
            : address == host ? await Actor(new Uri(origin, "/actor"), cancel)
            : await Actor(new Uri(address), cancel);
        if (account is null)
        {
            var name = ActivityShape.Text(actor, "preferredUsername") ?? "";
            var own = Account.TryRead($"{name}@{origin.Authority}", out var read) ? read : throw new FetchException($"{actorUrl} has no name that an account may have.");
            RequireBothWays(own, await Descriptor(origin, own, cancel), actor);
        }

        var known = ActorKeys.ForRequests(actor);
        if (known.Count == 0)
        {
            throw new FetchException($"{actorUrl} states no key.");
        }

        var proofKeys = ActorKeys.ForProofs(actor).ToDictionary(key => key.Key, key => key.Value.Multibase);
        await keys.Keep(actor, cancel);
        var catalogues = new List<Uri>();
        foreach (var stated in (actor["catalog"] as JsonArray ?? []).Take(MaxCatalogues))
        {
            if (Uri.TryCreate(stated?.ToString(), UriKind.Absolute, out var uri) && uri.Authority == origin.Authority)
            {
                var (_, catalogue) = await Actor(uri, cancel);
                await keys.Keep(catalogue, cancel);
                ActorKeys.ForProofs(catalogue).ToList().ForEach(key => proofKeys[key.Key] = key.Value.Multibase);
                catalogues.Add(uri);
            }
        }

        var endpoints = actor["endpoints"] as JsonObject;
        var inbox = OnHost(endpoints?["sharedInbox"], origin) ?? OnHost(actor["inbox"], origin)
            ?? throw new FetchException($"{actorUrl} states no inbox on its own host.");
        var isNode = actorUrl == new Uri(origin, "/actor") && await IsOurs(origin, cancel); // where every node has its actor, however it was named
        return new PeerIntroduction(
            actorUrl, inbox, proofKeys, catalogues, actor.ToJsonString(), isNode, isNode ? OnHost(endpoints?[ActorDocument.BatchInbox], origin) : null);
    }

    private async Task<(Uri Url, JsonObject Actor)> Found(Uri origin, Account account, CancellationToken cancel)
    {
        var descriptor = await Descriptor(origin, account, cancel);
        var url = descriptor.Actor is { } stated && stated.Authority == origin.Authority ? stated
            : throw new FetchException($"WebFinger on {origin.Authority} leads from {account} to no actor on its own host.");
        var (_, actor) = await Actor(url, cancel);
        RequireBothWays(account, descriptor, actor);
        return (url, actor);
    }

    private async Task<ResourceDescriptor> Descriptor(Uri origin, Account account, CancellationToken cancel) =>
        ResourceDescriptor.TryRead(await fetch.Document(new Uri(origin, WebFinger.Query(account)), cancel), out var read, out var reason)
            ? read : throw new FetchException($"WebFinger on {origin.Authority}: {reason}");

    private async Task<(Uri Url, JsonObject Actor)> Actor(Uri url, CancellationToken cancel)
    {
        var document = await fetch.Document(url, cancel);
        return ActivityShape.Id(document) == url.AbsoluteUri ? (url, document) : throw new FetchException($"{url} says that its id is another.");
    }

    // A stranger need not have NodeInfo; a node always has.
    private async Task<bool> IsOurs(Uri origin, CancellationToken cancel)
    {
        try
        {
            return NodeInfo.Newest(await fetch.Document(new Uri(origin, NodeInfo.Path), cancel)) is { } url && url.Authority == origin.Authority
                && NodeInfo.TryRead(await fetch.Document(url, cancel), out var info, out _) && info.Software == Software;
        }
        catch (FetchException e) when (e.IsGone)
        {
            return false;
        }
    }

    private static void RequireBothWays(Account account, ResourceDescriptor descriptor, JsonObject actor)
    {
        if (WebFinger.Refute(account, descriptor, actor) is { } reason)
        {
            throw new FetchException(reason);
        }
    }

    private static Uri? OnHost(JsonNode? node, Uri origin) =>
        Uri.TryCreate(node?.ToString(), UriKind.Absolute, out var uri) && uri.Authority == origin.Authority ? uri : null;
}
