namespace Federation.Node.Delivery.Inbox;

/// <summary>How long a stream waits for what cannot be applied yet, and when its next activity is given up.</summary>
internal static class PauseRules
{
    /// <summary>The pause after a failure: doubling, up to <see cref="InboxLimits.LongestPause"/>, and never shorter than the peer asks for.</summary>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="asked">How long the peer asks to be left alone; null when it does not.</param>
    public static TimeSpan Pause(int failures, TimeSpan? asked = null)
    {
        var doubled = InboxLimits.FirstPause.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        var pause = TimeSpan.FromSeconds(Math.Min(doubled, InboxLimits.LongestPause.TotalSeconds));
        return asked > pause ? asked.Value : pause;
    }

    /// <summary>True when it is tried no more: after days of waiting for others, after a few tries when this node itself fails.</summary>
    public static bool IsGivenUp(InboxPause? before, bool isOurFault, DateTimeOffset now) =>
        before is not null && (now - before.Since >= InboxLimits.GiveUpAfter || (isOurFault && before.Failures + 1 >= InboxLimits.MaxFailures));
}
