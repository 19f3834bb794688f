namespace Federation.Node.Delivery.Inbox;

/// <summary>How the store met an activity.</summary>
internal enum StoreOutcome
{
    /// <summary>It is durably stored and waits to be applied.</summary>
    Stored,

    /// <summary>The same was stored before: nothing is done.</summary>
    Known,

    /// <summary>Another activity has this id.</summary>
    Changed,
}
