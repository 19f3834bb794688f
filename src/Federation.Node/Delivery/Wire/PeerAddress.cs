using System.Net;
using System.Net.Sockets;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Wire;

/// <summary>Where peers may live. A node must not be talked into knocking on its own network (server-side request forgery).</summary>
internal static class PeerAddress
{
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

    /// <summary>True for addresses that are routed on the Internet (IANA special-purpose registries, RFC 6890).</summary>
    public static bool IsGlobalUnicast(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // Global unicast is 2000::/3; inside it 2001::/23 (protocols, Teredo), 2001:db8::/32 (documentation), 2002::/16 (6to4).
            return (bytes[0] & 0xE0) == 0x20
                && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02)
                && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8)
                && !(bytes[0] == 0x20 && bytes[1] == 0x02);
        }

        return bytes switch
        {
            [0 or 10 or 127 or >= 224, ..] => false,
            [100, >= 64 and <= 127, ..] => false,
            [169, 254, ..] => false,
            [172, >= 16 and <= 31, ..] => false,
            [192, 0, 0 or 2, _] => false,
            [192, 88, 99, _] => false,
            [192, 168, ..] => false,
            [198, 18 or 19, ..] => false,
            [198, 51, 100, _] => false,
            [203, 0, 113, _] => false,
            _ => true,
        };
    }
}
