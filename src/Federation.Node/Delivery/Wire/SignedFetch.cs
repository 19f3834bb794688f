using System.Diagnostics;
using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Wire;

/// <summary>Bounded signed fetching; every way it can fail is one sentence.</summary>
internal sealed class SignedFetch(PeerHttp http, NodeOptions options) : ISignedFetch
{
    private static readonly string[] JsonTypes = [ActivityContexts.MediaType, "application/ld+json", "application/json", "application/jrd+json"];

    public async Task<JsonObject> Document(Uri uri, CancellationToken cancel)
    {
        var accept = $"{ActivityContexts.MediaType}, application/ld+json;q=0.9, application/jrd+json;q=0.8, application/json;q=0.7";
        var (bytes, type) = await Read(uri, accept, DeliveryLimits.MaxActivityBytes, cancel);
        if (!JsonTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new FetchException($"{uri} answered '{type}', not JSON.");
        }

        var read = StrictJson.ReadObject(bytes);
        if (!read.IsRead)
        {
            throw new FetchException($"{uri} answered JSON that is refused: {read.Reason}");
        }

        return ActivityShape.Id(read.Document) is not { } id || (Uri.TryCreate(id, UriKind.Absolute, out var stated) && stated.Authority == uri.Authority)
            ? read.Document
            : throw new FetchException($"{uri} answered a document that says it is {id}, on another host.");
    }

    public async Task<byte[]> File(Uri uri, long maxBytes, CancellationToken cancel) => (await Read(uri, "*/*", maxBytes, cancel)).Bytes;

    private async Task<(byte[] Bytes, string? Type)> Read(Uri uri, string accept, long maxBytes, CancellationToken cancel)
    {
        if (PeerAddress.Refuse(uri, options) is { } reason)
        {
            throw new FetchException(reason);
        }

        var budget = FetchBudget.Current;
        if (budget?.Take() is { } spent)
        {
            throw new FetchException(spent) { IsFinal = !budget.IsOutOfTime }; // asked again it names as many; a slow peer may be faster
        }

        maxBytes = Math.Min(maxBytes, budget?.BytesLeft ?? maxBytes);
        var began = Stopwatch.GetTimestamp();
        var read = 0;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(budget?.TimeLeft < DeliveryLimits.ExchangeTimeout ? budget.TimeLeft : DeliveryLimits.ExchangeTimeout);
        try
        {
            using var response = await http.Get(uri, accept, limit.Token);
            var bytes = await ReadAtMost(response.Content, maxBytes, limit.Token)
                ?? throw new FetchException($"{uri} is larger than the {maxBytes} bytes allowed.");
            read = bytes.Length;
            return (bytes, response.Content.Headers.ContentType?.MediaType);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new FetchException($"{uri} did not answer within {DeliveryLimits.ExchangeTimeout.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new FetchException($"{uri} could not be reached: {PeerWords.Of(e)}", e);
        }
        finally
        {
            budget?.Spend(read, Stopwatch.GetElapsedTime(began));
        }
    }

    private static async Task<byte[]?> ReadAtMost(HttpContent content, long maxBytes, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > maxBytes)
        {
            return null;
        }

        await using var stream = await content.ReadAsStreamAsync(cancel);
        return await BoundedBody.Read(stream, maxBytes, cancel);
    }
}
