namespace Federation.Node.Delivery;

/// <summary>With whom this node speaks. Asked before anything is fetched for, or from, a host.</summary>
public interface IPeerPolicy
{
    /// <summary>True when two people of this node approved the host as a peer.</summary>
    Task<bool> Accepts(string host, CancellationToken cancel);
}
