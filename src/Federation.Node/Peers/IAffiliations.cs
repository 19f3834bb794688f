namespace Federation.Node.Peers;

/// <summary>Who belongs to whom, as federations have signed it.</summary>
public interface IAffiliations
{
    /// <summary>Hosts of the peers by whose signature this node is their affiliate now.</summary>
    Task<IReadOnlyList<string>> Federations(CancellationToken cancel);

    /// <summary>Hosts of the peers that are affiliates of this node now, by its own signature.</summary>
    Task<IReadOnlyList<string>> Affiliates(CancellationToken cancel);
}
