using System.Net;
using System.Net.Sockets;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Delivery;

/// <summary>Which addresses a node may be talked into knocking on: those of the Internet. Ranges of the IANA special-purpose registries (RFC 6890).</summary>
public sealed class An_address_to_dial(PostgresFixture postgres)
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.0.0.0", "192.0.0.255", "191.255.255.255", "192.0.1.0")]
    [InlineData("192.0.2.0", "192.0.2.255", "192.0.1.255", "192.0.3.0")]
    [InlineData("192.31.196.0", "192.31.196.255", "192.31.195.255", "192.31.197.0")]
    [InlineData("192.52.193.0", "192.52.193.255", "192.52.192.255", "192.52.194.0")]
    [InlineData("192.88.99.0", "192.88.99.255", "192.88.98.255", "192.88.100.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("192.175.48.0", "192.175.48.255", "192.175.47.255", "192.175.49.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("198.51.100.0", "198.51.100.255", "198.51.99.255", "198.51.101.0")]
    [InlineData("203.0.113.0", "203.0.113.255", "203.0.112.255", "203.0.114.0")]
    [InlineData("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [InlineData("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, "2000::")]
    [InlineData("::1", "::ffff:8.8.8.8", null, null)]
    [InlineData("64:ff9b::", "64:ff9b::ffff:ffff", null, null)]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::")]
    [InlineData("2620:4f:8000::", "2620:4f:8000:ffff:ffff:ffff:ffff:ffff", "2620:4f:7fff:ffff:ffff:ffff:ffff:ffff", "2620:4f:8001::")]
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::")]
    [InlineData("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, null)]
    [InlineData("fc00::1", "fe80::1", null, null)]
    [InlineData("2600::1%1", "2600::1%2", null, "2600::1")]
    public void Is_global_just_outside_a_special_range_and_nowhere_in_it(string first, string last, string? before, string? after)
    {
        Assert.False(PeerAddress.IsGlobalUnicast(IPAddress.Parse(first)), first);
        Assert.False(PeerAddress.IsGlobalUnicast(IPAddress.Parse(last)), last);
        Assert.True(before is null || PeerAddress.IsGlobalUnicast(IPAddress.Parse(before)), before);
        Assert.True(after is null || PeerAddress.IsGlobalUnicast(IPAddress.Parse(after)), after);
    }

    [Fact]
    public void Of_a_name_with_two_is_the_global_one_only()
    {
        IPAddress[] rebound = [IPAddress.Loopback, IPAddress.Parse("192.0.1.7"), IPAddress.Parse("::ffff:10.0.0.1")];
        Assert.Equal([IPAddress.Parse("192.0.1.7")], PeerAddress.Diallable(rebound, mayBePrivate: false));
        Assert.Equal(rebound, PeerAddress.Diallable(rebound, mayBePrivate: true));
    }

    [Theory]
    [InlineData("localhost"), InlineData("localhost."), InlineData("2130706433"), InlineData("0x7f.1"), InlineData("0177.0.0.1"), InlineData("[::1]"), InlineData("[::]"),
        InlineData("0.0.0.0"), InlineData("[::ffff:127.0.0.1]")]
    public async Task Is_never_dialled_when_a_name_or_a_way_of_writing_leads_home(string host)
    {
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        await using var node = await RunningNode.Start(postgres);
        var uri = new Uri($"https://{host}:{((IPEndPoint)listener.LocalEndpoint).Port}/actor");
        if (uri.Host == "127.0.0.1")
        {
            uri = new Uri(uri.AbsoluteUri.Replace("127.0.0.1", "127.0.0.2", StringComparison.Ordinal)); // the tests' own peers live at 127.0.0.1
        }

        await Assert.ThrowsAsync<FetchException>(() =>
            node.Services.GetRequiredService<ISignedFetch>().Document(uri, TestContext.Current.CancellationToken));
        Assert.False(listener.Pending());
    }
}
