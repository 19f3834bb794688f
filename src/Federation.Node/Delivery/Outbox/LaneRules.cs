using Federation.Node.Delivery.Inbox;

namespace Federation.Node.Delivery.Outbox;

/// <summary>What an answer means.</summary>
internal static class LaneRules
{
    // What our own nodes answer 401 or 403 about one activity rather than about us.
    private static readonly string[] AboutTheActivity = ["delivery.owner", "delivery.proof"];

    /// <summary>Reads the status of an answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The <c>code</c> of its problem details; null when it has none.</param>
    /// <param name="reason">What the peer says is wrong.</param>
    /// <param name="retryAfter">What it asks us to wait.</param>
    public static DeliveryAnswer Read(int status, string? code, string reason, TimeSpan? retryAfter) => status switch
    {
        >= 200 and < 300 => new DeliveryAnswer.Taken(),
        401 or 403 when AboutTheActivity.Contains(code, StringComparer.Ordinal) => new DeliveryAnswer.Poisoned(reason),
        401 or 403 => new DeliveryAnswer.Refused(reason, code == InboxRefusals.NotApprovedCode),
        410 => new DeliveryAnswer.Gone(reason),
        408 or 429 or >= 500 => new DeliveryAnswer.Unreachable(reason, retryAfter),
        // An inbox that is not found, or somewhere else, says nothing about the activity: a proxy in front, a restore, a move.
        404 or < 400 => new DeliveryAnswer.Unreachable(reason, retryAfter),
        _ => new DeliveryAnswer.Poisoned(reason),
    };

    /// <summary>The same for a request with several activities, when it was answered as a whole.</summary>
    public static DeliveryAnswer ReadBatch(int status, string? code, string reason, TimeSpan? retryAfter) => status switch
    {
        400 or 404 or 405 or 406 or 410 or 411 or 413 or 415 or 422 or 501 => new DeliveryAnswer.NoBatches(), // alone, each says what is wrong with it
        _ => Read(status, code, reason, retryAfter),
    };

    /// <summary>True when the answer ends the turn: nothing after it is sent now.</summary>
    public static bool StopsTheHost(DeliveryAnswer answer) =>
        answer is DeliveryAnswer.Refused or DeliveryAnswer.Unreachable or DeliveryAnswer.Gone;
}
