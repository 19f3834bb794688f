namespace Federation.Node.Delivery;

/// <summary>Who follows a catalogue of this node.</summary>
public interface IFollowers
{
    /// <summary>Hosts of the approved peers that follow it.</summary>
    Task<IReadOnlyList<string>> HostsOf(string catalogue, CancellationToken cancel);
}
