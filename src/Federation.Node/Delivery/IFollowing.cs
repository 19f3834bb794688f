namespace Federation.Node.Delivery;

/// <summary>Which catalogues of nodes like ours this node follows, both sides agreed.</summary>
public interface IFollowing
{
    /// <summary>Host of the approved peer, and the catalogue actor.</summary>
    Task<IReadOnlyList<(string Host, Uri Catalogue)>> Followed(CancellationToken cancel);
}
