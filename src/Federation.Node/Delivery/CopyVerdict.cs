namespace Federation.Node.Delivery;

/// <summary>How a signed document that comes stands to the one kept under its id.</summary>
public enum CopyVerdict
{
    /// <summary>It says the same, and the kept one is as good: there is nothing to do.</summary>
    Same,

    /// <summary>It says the same, and the key of the kept one is good no more: it takes its place, and is no new version.</summary>
    SignedAgain,

    /// <summary>It says something else: it is refused.</summary>
    Changed,
}
