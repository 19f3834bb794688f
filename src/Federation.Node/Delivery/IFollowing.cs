namespace Federation.Node.Delivery;

/// <summary>Which catalogues of nodes like ours this node follows.</summary>
public interface IFollowing
{
    /// <summary>Those that both sides agreed on: host of the approved peer, and the catalogue actor.</summary>
    Task<IReadOnlyList<(string Host, Uri Catalogue)>> Followed(CancellationToken cancel);

    /// <summary>True when the host is an approved peer and we follow this catalogue of its, or asked to.</summary>
    Task<bool> Follows(string host, Uri catalogue, CancellationToken cancel);
}
