using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>
/// Peers on the Internet are asked by TLS only. The node runs in a namespace of its own, where an address of the Internet is ours to answer at.
/// </summary>
public sealed class A_peer_with_bad_tls : IAsyncLifetime
{
    // Any global unicast address will do: nothing leaves the namespace.
    private const string Address = "45.67.89.10";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private NetworkGround? ground;
    private NodeProcess? node;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        ground = await NetworkGround.Create(1);
        var space = ground.Spaces[0];
        await NetworkGround.Run([.. space.Exec, "ip", "addr", "add", Address + "/32", "dev", "lo"]);
        node = await NodeProcess.SetUp("Union A", database: null, space: space);
        await node.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }

        if (ground is not null)
        {
            await ground.DisposeAsync();
        }
    }

    [Fact]
    public async Task Or_a_private_address_is_not_spoken_to_and_the_reason_is_seen()
    {
        await Meets(8441, Certificate(Address, days: 90), "certificate|UntrustedRoot|PartialChain"); // signed by itself
        await Meets(8442, Certificate("fnt.example", days: 90), "certificate|RemoteCertificateNameMismatch");
        await Meets(8443, Certificate(Address, days: -1), "certificate|NotTimeValid");
        await Meets(8444, null, "did not answer within"); // accepts, says nothing of TLS
        await Meets(8445, null, "frame|could not be reached", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"); // answers without TLS
        using var ines = await node!.SignedIn("ines"); // set by InitializeAsync
        foreach (var host in new[] { "127.0.0.2:8446", "localhost:8446", "169.254.169.254", "[::1]:8446", "0.0.0.0:8446", "10.0.0.1" })
        {
            await ines.Open("/peers");
            await ines.Submit("/peers", ("host", host), ("name", "Us?"));
            Assert.True(ines.Status == HttpStatusCode.UnprocessableEntity && Regex.IsMatch(ines.Text, "no address on the Internet|unspecified address|peer.s host"), $"{host}: {ines.Text}");
        }
    }

    private async Task Meets(int port, X509Certificate2? certificate, string reason, string? says = null)
    {
        using var listener = NamespaceSocket.Listen(ground!.Spaces[0], new IPEndPoint(IPAddress.Parse(Address), port)); // set by InitializeAsync
        var serving = Serve();
        using var ines = await node!.SignedIn("ines");
        await ines.Open("/peers");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await ines.Submit("/peers", ("host", $"{Address}:{port}"), ("name", "Somebody"));
        Assert.True(clock.Elapsed < Soon, $"It took {clock.Elapsed}.");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ines.Status);
        Assert.Matches(reason, ines.Text);
        Assert.False(await serving, "The node asked for something though it could not know whom.");
        certificate?.Dispose();

        async Task<bool> Serve()
        {
            using var socket = await listener.AcceptAsync(Cancel);
            await using var stream = new NetworkStream(socket);
            var isAsked = false;
            try
            {
                if (certificate is not null)
                {
                    await using var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(certificate);
                    isAsked = await tls.ReadAsync(new byte[1], Cancel) > 0;
                }
                else
                {
                    await stream.WriteAsync(Encoding.ASCII.GetBytes(says ?? ""), Cancel);
                    var hello = new byte[4096];
                    var read = 0;
                    while ((read = await stream.ReadAsync(hello, Cancel)) > 0)
                    {
                        isAsked |= Encoding.ASCII.GetString(hello, 0, read).Contains("GET ", StringComparison.Ordinal);
                    }
                }
            }
            catch (Exception e) when (e is IOException or AuthenticationException)
            {
                // The node hung up, as it should.
            }

            return isAsked;
        }
    }

    private static X509Certificate2 Certificate(string name, int days)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-30), now.AddDays(days));
    }
}
