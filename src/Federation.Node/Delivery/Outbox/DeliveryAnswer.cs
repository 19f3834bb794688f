namespace Federation.Node.Delivery.Outbox;

/// <summary>How a peer met one activity.</summary>
internal abstract record DeliveryAnswer
{
    private DeliveryAnswer()
    {
    }

    /// <summary>It has it.</summary>
    internal sealed record Taken : DeliveryAnswer;

    /// <summary>It will never take this one; others may pass.</summary>
    internal sealed record Poisoned(string Reason) : DeliveryAnswer;

    /// <summary>It has not approved us (yet): nothing of ours is taken, so everything waits, in order.</summary>
    internal sealed record NotApproved(string Reason) : DeliveryAnswer;

    /// <summary>It cannot be reached, or cannot take anything just now.</summary>
    internal sealed record Unreachable(string Reason, TimeSpan? RetryAfter = null) : DeliveryAnswer;
}
