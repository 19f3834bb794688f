namespace Federation.Node.Delivery;

/// <summary>Tells where what was said has arrived: taken is not applied, and neither is taken for granted.</summary>
public interface IJourneys
{
    /// <summary>For every peer that follows, how far the newest activity about a thing got.</summary>
    /// <param name="catalogue">The catalogue that said it.</param>
    /// <param name="about">The thing, as given to <see cref="IActivities.Publish"/>.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<DeliveryJourney>> Newest(string catalogue, string about, CancellationToken cancel);

    /// <summary>What peers said that waits to be applied here, oldest first; of what was refused nothing is kept.</summary>
    /// <param name="type">One of the types it has, like <c>un:WithdrawalNotice</c>.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<UnsettledActivity>> WaitingHere(string type, CancellationToken cancel);

    /// <summary>What this node said to single peers that they have not taken, oldest first, given up or not.</summary>
    /// <param name="type">One of the types it has, like <c>un:WithdrawalAnswer</c>.</param>
    /// <param name="cancel">Stops it.</param>
    Task<IReadOnlyList<UnsettledActivity>> NotTaken(string type, CancellationToken cancel);
}
