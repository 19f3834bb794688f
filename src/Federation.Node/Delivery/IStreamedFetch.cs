namespace Federation.Node.Delivery;

/// <summary>Fetches large files from a peer by signed GET, under the same rules as <see cref="ISignedFetch"/>, but as a stream that is never whole in memory.</summary>
public interface IStreamedFetch
{
    /// <summary>Opens a file and has it read.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="within">For all of it; the first answer must come as fast as any.</param>
    /// <param name="read">Reads it, and no more of it than it wants; bounds its size.</param>
    /// <param name="cancel">Stops it.</param>
    /// <exception cref="FetchException">It could not be had; the message says why.</exception>
    Task<T> Read<T>(Uri uri, TimeSpan within, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancel);
}
