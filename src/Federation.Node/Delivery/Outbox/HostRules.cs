namespace Federation.Node.Delivery.Outbox;

/// <summary>How a host's state goes on after an answer.</summary>
internal static class HostRules
{
    /// <summary>The next state, and whether what waits is given up on.</summary>
    /// <param name="host">The state before.</param>
    /// <param name="answer">The last answer of the turn.</param>
    /// <param name="first">The first pause.</param>
    /// <param name="now">The time.</param>
    /// <param name="chance">A random number in [0, 1).</param>
    public static (HostState Next, bool GivesUp) After(HostState host, DeliveryAnswer answer, TimeSpan first, DateTimeOffset now, double chance)
    {
        if (!LaneRules.StopsTheHost(answer))
        {
            return (new HostState(HostState.Ready, 0, 0, null, null, now, null), false);
        }

        var failures = host.Failures + 1;
        var gone = answer is DeliveryAnswer.Gone ? host.GoneAnswers + 1 : 0;
        var since = host.FailingSince ?? now;
        var next = new HostState(
            StateAfter(host, answer, failures, gone), failures, gone, since, ReasonOf(answer),
            now + BackOffRules.Pause(failures, answer, first, chance),
            answer is DeliveryAnswer.Unreachable { RetryAfter: { } asked } ? now + asked : null);
        return next.State == HostState.Gone ? (next with { NextAttemptAt = DateTimeOffset.MaxValue }, true)
            : now - since >= DeliveryLimits.GiveUpAfter ? (next with { FailingSince = now }, true) // what comes later has its own thirty days
            : (next, false);
    }

    /// <summary>What is wrong, in a sentence.</summary>
    public static string? ReasonOf(DeliveryAnswer answer) => answer switch
    {
        DeliveryAnswer.Refused refused => refused.Reason,
        DeliveryAnswer.Unreachable unreachable => unreachable.Reason,
        DeliveryAnswer.Gone gone => gone.Reason,
        DeliveryAnswer.Poisoned poisoned => poisoned.Reason,
        _ => null,
    };

    private static string StateAfter(HostState host, DeliveryAnswer answer, int failures, int gone) => answer switch
    {
        DeliveryAnswer.Gone when gone >= DeliveryLimits.GoneAnswersBelieved => HostState.Gone,
        // An expired certificate or a clock gone wrong also looks like this for a moment.
        DeliveryAnswer.Refused refused when refused.IsUnapproved || failures >= DeliveryLimits.RefusalsBelieved || host.State == HostState.Refused => HostState.Refused,
        _ => HostState.Unreachable,
    };
}
