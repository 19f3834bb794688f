namespace Federation.Node.Delivery;

/// <summary>How far an activity got at one peer.</summary>
public enum DeliveryStep
{
    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>The peer cannot be reached, or takes nothing of ours just now; it is tried again.</summary>
    Unreachable,

    /// <summary>Given up: it is in the list of what was not delivered.</summary>
    NotDelivered,

    /// <summary>The peer checked who sent it and took it; what became of it is not known (yet: strangers never tell).</summary>
    Taken,

    /// <summary>The peer's signed receipt says that it did what the activity asks.</summary>
    Applied,

    /// <summary>The peer's signed receipt says that it refused, and why.</summary>
    Refused,
}
