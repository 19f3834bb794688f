namespace Federation.Node.Delivery;

/// <summary>Something could not be fetched from a peer. The message is one sentence for the person who asked for it.</summary>
public sealed class FetchException(string message, Exception? cause = null) : Exception(Wire.PeerWords.Fit(message), cause)
{
    /// <summary>True when the peer says that it is not there, or not any more (404, 410).</summary>
    public bool IsGone { get; init; }

    /// <summary>How long the peer asks to be left alone (<c>Retry-After</c>), a day at most; null when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when asking again changes nothing: what is gone, and what an activity names beyond its budget.</summary>
    public bool IsFinal { get => field || IsGone; init; }
}
