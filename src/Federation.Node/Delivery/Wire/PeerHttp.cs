using System.Net;
using System.Net.Sockets;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Wire;

/// <summary>Signed HTTP to peers: no redirects, no proxy of the environment, bounded in time, no private address but those configured.</summary>
internal sealed class PeerHttp(NodeIdentity identity, NodeOptions options, ContactedHosts contacted, TimeProvider time) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = DeliveryLimits.ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        ConnectCallback = (context, cancel) => Connect(context, options, contacted, cancel),
    })
    {
        Timeout = DeliveryLimits.ExchangeTimeout,
        MaxResponseContentBufferSize = DeliveryLimits.MaxActivityBytes,
    };

    /// <summary>Posts an activity to an inbox.</summary>
    public async Task<HttpResponseMessage> Post(Uri inbox, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(body) };
        var fields = new Dictionary<string, string>
        {
            ["content-type"] = ActivityContexts.MediaType,
            ["content-digest"] = ContentDigest.Of(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", fields["content-type"]);
        request.Content.Headers.TryAddWithoutValidation(ContentDigest.FieldName, fields["content-digest"]);
        Sign(request, fields, MessageSignature.WithBody);
        return await client.SendAsync(request, cancel);
    }

    /// <summary>Sends a request that its maker signed.</summary>
    public Task<HttpResponseMessage> Send(HttpRequestMessage request, CancellationToken cancel) => client.SendAsync(request, cancel);

    /// <summary>Gets a resource; the caller reads the body, and no more of it than it wants.</summary>
    /// <exception cref="FetchException">It was answered, but not given.</exception>
    public async Task<HttpResponseMessage> Get(Uri uri, string accept, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        Sign(request, [], MessageSignature.WithoutBody);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw NotGiven(uri, response);
        }
    }

    public void Dispose() => client.Dispose();

    private void Sign(HttpRequestMessage request, Dictionary<string, string> fields, IReadOnlyList<string> components)
    {
        var (input, signature) = identity.SignRequest(new SignedRequest(request.Method.Method, request.RequestUri!, fields), components);
        request.Headers.TryAddWithoutValidation(MessageSignature.InputFieldName, input);
        request.Headers.TryAddWithoutValidation(MessageSignature.FieldName, signature);
    }

    private FetchException NotGiven(Uri uri, HttpResponseMessage response) => new($"{uri} answered {(int)response.StatusCode} {response.ReasonPhrase}.")
    {
        IsGone = response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone,
        RetryAfter = response.Headers.NonValidated.TryGetValues("Retry-After", out var field) ? BackOffRules.RetryAfter(field.ToString(), time.GetUtcNow()) : null,
    };

    // The address is checked where it is dialled: a name that resolves differently a moment later gains nothing.
    private static async ValueTask<Stream> Connect(
        SocketsHttpConnectionContext context, NodeOptions options, ContactedHosts contacted, CancellationToken cancel)
    {
        var target = context.DnsEndPoint;
        var mayBePrivate = PeerAddress.IsPrivate($"{target.Host}:{target.Port}", options) || PeerAddress.IsPrivate(target.Host, options);
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancel);
        var allowed = PeerAddress.Diallable(addresses, mayBePrivate);
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"{target.Host} has no address on the Internet.");
        }

        await contacted.Note(context.InitialRequestMessage.RequestUri!.Authority, cancel); // what is sent has an address
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
