namespace Federation.Node.Delivery.Outbox;

/// <summary>How a peer met one activity, or a request with several.</summary>
internal abstract record DeliveryAnswer
{
    private DeliveryAnswer()
    {
    }

    /// <summary>It has it.</summary>
    internal sealed record Taken : DeliveryAnswer;

    /// <summary>It will never take this one, for what it says; others may pass.</summary>
    internal sealed record Poisoned(string Reason) : DeliveryAnswer;

    /// <summary>It takes nothing of ours, so everything waits, in order.</summary>
    /// <param name="Reason">What it says.</param>
    /// <param name="IsUnapproved">True when it is a node of ours that says that its people have not approved us: they may any minute.</param>
    internal sealed record Refused(string Reason, bool IsUnapproved = false) : DeliveryAnswer;

    /// <summary>It cannot be reached, or cannot take anything just now.</summary>
    internal sealed record Unreachable(string Reason, TimeSpan? RetryAfter = null) : DeliveryAnswer;

    /// <summary>It says that its inbox is gone for good (410). Believed the third time.</summary>
    internal sealed record Gone(string Reason) : DeliveryAnswer;

    /// <summary>It has no batch inbox (any more): the same again, one by one.</summary>
    internal sealed record NoBatches : DeliveryAnswer;
}
