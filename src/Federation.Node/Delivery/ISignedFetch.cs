using System.Text.Json.Nodes;

namespace Federation.Node.Delivery;

/// <summary>
/// Fetches from a peer by signed GET: https (http only for the configured private peers), global addresses only, no redirects, 10 seconds.
/// </summary>
public interface ISignedFetch
{
    /// <summary>A JSON document of at most 1 MiB; its <c>id</c>, if it has one, is on the host it was fetched from.</summary>
    /// <exception cref="FetchException">It could not be had; the message says why.</exception>
    Task<JsonObject> Document(Uri uri, CancellationToken cancel);

    /// <summary>A file.</summary>
    /// <exception cref="FetchException">It could not be had, or is larger than allowed.</exception>
    Task<byte[]> File(Uri uri, long maxBytes, CancellationToken cancel);
}
