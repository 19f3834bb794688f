namespace Federation.Node.Delivery;

/// <summary>Tells where what was said has arrived: taken is not applied, and neither is taken for granted.</summary>
public interface IJourneys
{
    /// <summary>For every peer that follows, how far the newest activity about a thing got.</summary>
    /// <param name="catalogue">The catalogue that said it.</param>
    /// <param name="about">The thing, as given to <see cref="IActivities.Publish"/>.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<DeliveryJourney>> Newest(string catalogue, string about, CancellationToken cancel);
}
