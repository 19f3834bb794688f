namespace Federation.Node.Delivery;

/// <summary>Something could not be fetched from a peer. The message is one sentence for the person who asked for it.</summary>
public sealed class FetchException(string message, Exception? cause = null) : Exception(message, cause);
