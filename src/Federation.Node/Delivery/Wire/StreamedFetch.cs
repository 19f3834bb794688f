using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Wire;

/// <summary>Signed fetching of what is too large for memory.</summary>
internal sealed class StreamedFetch(PeerHttp http, NodeOptions options) : IStreamedFetch
{
    public async Task<T> Read<T>(Uri uri, TimeSpan within, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancel)
    {
        if (PeerAddress.Refuse(uri, options) is { } reason)
        {
            throw new FetchException(reason);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(within);
        try
        {
            using var response = await http.Get(uri, "*/*", limit.Token);
            await using var content = await response.Content.ReadAsStreamAsync(limit.Token);
            return await read(content, limit.Token);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new FetchException($"{uri} did not answer, or not all of it, within {within.TotalSeconds:0} seconds.", e);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new FetchException($"{uri} could not be read: {e.Message}", e);
        }
    }
}
