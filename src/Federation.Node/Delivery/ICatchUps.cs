namespace Federation.Node.Delivery;

/// <summary>Whether what this node holds of the catalogues it follows is what their publishers state.</summary>
public interface ICatchUps
{
    /// <summary>The newest comparison of every catalogue followed.</summary>
    Task<IReadOnlyList<CatchUpCard>> All(CancellationToken cancel);
}
