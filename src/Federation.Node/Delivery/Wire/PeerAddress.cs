using System.Net;
using System.Net.Sockets;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Wire;

/// <summary>Where peers may live. A node must not be talked into knocking on its own network (server-side request forgery).</summary>
internal static class PeerAddress
{
    // Everything outside 2000::/3 is no global unicast: loopback, mapped IPv4, 64:ff9b::/96, unique local, link-local, multicast.
    private static readonly IPNetwork GlobalUnicast6 = IPNetwork.Parse("2000::/3");

    // Inside it: protocols and Teredo, documentation, 6to4, AS112, documentation again (RFC 9637).
    private static readonly IPNetwork[] Special6 =
        [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20" }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork[] Special4 =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The origin of a peer: https, except for peers configured as private.</summary>
    public static Uri OriginOf(string host, NodeOptions options) => new($"{(IsPrivate(host, options) ? "http" : "https")}://{host}");

    /// <summary>True for <c>host</c> and <c>host:port</c> as one writes them in an address, in lower case, and nothing more.</summary>
    public static bool IsHost(string host) =>
        Uri.TryCreate($"https://{host}", UriKind.Absolute, out var uri) && uri.Authority == host && uri.UserInfo.Length == 0 && uri.AbsolutePath == "/"
        && host.Length is > 0 and <= 255 && !host.EndsWith('/');

    /// <summary>True when the operator named it as a peer at a private address.</summary>
    public static bool IsPrivate(string host, NodeOptions options) =>
        options.PrivatePeers.Contains(host, StringComparer.OrdinalIgnoreCase)
        || options.PrivatePeers.Contains(host.Split(':')[0], StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a URL may not be fetched; null when it may.</summary>
    public static string? Refuse(Uri uri, NodeOptions options) => uri switch
    {
        { IsAbsoluteUri: false } => "The address is not absolute.",
        { UserInfo.Length: > 0 } => "The address holds a user name.",
        { Scheme: "https" } => null,
        { Scheme: "http" } when IsPrivate(uri.Authority, options) => null,
        _ => $"{uri.Scheme}://{uri.Authority} is not https, and not among the private peers of this node's settings.",
    };

    /// <summary>
    /// True for addresses that are routed on the Internet (IANA special-purpose registries, RFC 6890). An IPv4 address in IPv6 dress (mapped,
    /// NAT64, 6to4, Teredo) is not one: it could stand for any, a private one too. Nor is one with a zone, which names an interface of ours.
    /// </summary>
    public static bool IsGlobalUnicast(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? !address.IsIPv4MappedToIPv6 && address.ScopeId == 0 && GlobalUnicast6.Contains(address) // Contains looks at the mapped half
            && !Special6.Any(range => range.Contains(address))
        : !Special4.Any(range => range.Contains(address));

    /// <summary>The addresses of a name that may be dialled: all of them for a configured private peer, else the global ones.</summary>
    public static IPAddress[] Diallable(IPAddress[] addresses, bool mayBePrivate) =>
        mayBePrivate ? addresses : [.. addresses.Where(IsGlobalUnicast)];
}
