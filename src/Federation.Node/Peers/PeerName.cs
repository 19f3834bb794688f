using Federation.Node.Delivery.Wire;
using Federation.Protocol.Discovery;

namespace Federation.Node.Peers;

/// <summary>How people name a peer: <c>union.example</c>, <c>@name@social.example</c>, <c>acct:name@social.example</c>, or its actor's address.</summary>
internal static class PeerName
{
    /// <summary>The host it lives on; null when it is no name of a peer.</summary>
    public static string? HostOf(string address)
    {
        var host = Account.TryRead(address, out var account) ? account.Host
            : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 ? uri.Authority
            : address;
        return PeerAddress.IsHost(host) ? host : null;
    }
}
