namespace Federation.Node.Delivery.CatchUp;

/// <summary>A catalogue whose turn it is to be compared.</summary>
/// <param name="Host">The peer that publishes it.</param>
/// <param name="Catalogue">Its actor.</param>
/// <param name="Cursor">The number in the publisher's outbox up to which everything was read before.</param>
/// <param name="SignedAgainAt">When it was heard that the publisher signed again, and that was not read yet; null when there is nothing of this kind.</param>
internal sealed record FollowedCatalogue(string Host, Uri Catalogue, long Cursor, DateTimeOffset? SignedAgainAt = null);
