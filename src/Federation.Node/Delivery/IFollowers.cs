namespace Federation.Node.Delivery;

/// <summary>Who follows a catalogue of this node.</summary>
public interface IFollowers
{
    /// <summary>Hosts of the approved peers that follow it.</summary>
    Task<IReadOnlyList<string>> HostsOf(string catalogue, CancellationToken cancel);

    /// <summary>The actors that follow it, of approved peers; sorted.</summary>
    Task<IReadOnlyList<string>> ActorsOf(string catalogue, CancellationToken cancel);
}
