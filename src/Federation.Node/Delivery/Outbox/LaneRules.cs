namespace Federation.Node.Delivery.Outbox;

/// <summary>What an answer means, and how long to wait after a failure.</summary>
internal static class LaneRules
{
    /// <summary>Reads the status of an answer.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">The <c>code</c> of its problem details; null when it has none.</param>
    /// <param name="reason">What the peer says is wrong.</param>
    /// <param name="retryAfter">What it asks us to wait.</param>
    public static DeliveryAnswer Read(int status, string? code, string reason, TimeSpan? retryAfter) => status switch
    {
        >= 200 and < 300 => new DeliveryAnswer.Taken(),
        403 when code == Inbox.InboxRefusals.NotApprovedCode => new DeliveryAnswer.NotApproved(reason),
        408 or 429 or >= 500 => new DeliveryAnswer.Unreachable(reason, retryAfter),
        _ => new DeliveryAnswer.Poisoned(reason), // other 4xx, and redirects: ours are never followed
    };

    /// <summary>The pause after a failure: doubling, spread by up to a fifth so that lanes do not march in step, never shorter than asked for.</summary>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="answer">What went wrong.</param>
    /// <param name="chance">A random number in [0, 1).</param>
    public static TimeSpan Pause(int failures, DeliveryAnswer answer, double chance)
    {
        var longest = answer is DeliveryAnswer.NotApproved ? DeliveryLimits.LongestPauseForApproval : DeliveryLimits.LongestPause;
        var doubled = DeliveryLimits.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var pause = TimeSpan.FromSeconds(Math.Min(doubled, longest.TotalSeconds) * (1 + (chance / 5)));
        return answer is DeliveryAnswer.Unreachable { RetryAfter: { } asked } && asked > pause
            ? asked < DeliveryLimits.LongestPause ? asked : DeliveryLimits.LongestPause
            : pause;
    }
}
