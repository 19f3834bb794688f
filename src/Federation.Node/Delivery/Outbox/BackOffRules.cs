using System.Globalization;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Outbox;

/// <summary>How long to wait after a failure.</summary>
internal static class BackOffRules
{
    /// <summary>
    /// The pause after a failure: anything up to a ceiling that doubles ("full jitter": of a thousand senders that failed together none
    /// march in step), never shorter than asked for.
    /// </summary>
    /// <param name="failures">Failures in a row, this one included.</param>
    /// <param name="answer">What went wrong.</param>
    /// <param name="first">The first ceiling.</param>
    /// <param name="chance">A random number in [0, 1).</param>
    public static TimeSpan Pause(int failures, DeliveryAnswer answer, TimeSpan first, double chance)
    {
        if (answer is DeliveryAnswer.Gone)
        {
            return DeliveryLimits.PauseAfterGone;
        }

        var ceiling = Ceiling(failures, first, answer is DeliveryAnswer.Refused { IsUnapproved: true }
            ? DeliveryLimits.LongestPauseForApproval
            : DeliveryLimits.LongestPause);
        var pause = Longer(ceiling * chance, first * DeliveryLimits.ShortestPart);
        return answer is DeliveryAnswer.Unreachable { RetryAfter: { } asked } ? Longer(pause, asked) : pause;
    }

    /// <summary>The longest pause after so many failures.</summary>
    public static TimeSpan Ceiling(int failures, TimeSpan first, TimeSpan longest) =>
        TimeSpan.FromSeconds(Math.Min(first.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30)), longest.TotalSeconds));

    /// <summary>Reads <c>Retry-After</c> (RFC 9110 §10.2.3): seconds or a date. Null when it is neither or asks for nothing; a day at most.</summary>
    public static TimeSpan? RetryAfter(string? field, DateTimeOffset now)
    {
        field = field?.Trim();
        var asked = field is { Length: > 0 } && field.All(char.IsAsciiDigit)
            ? double.Parse(field, CultureInfo.InvariantCulture)
            : (HttpDate.Read(field) - now)?.TotalSeconds ?? 0;
        return asked <= 0 ? null : TimeSpan.FromSeconds(Math.Min(asked, DeliveryLimits.LongestRetryAfter.TotalSeconds));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
