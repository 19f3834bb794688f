namespace Federation.Node.Delivery.Outbox;

/// <summary>How a peer's host fares. All its lanes share it: what one of them learns, the others need not try.</summary>
/// <param name="State">One of the names below.</param>
/// <param name="Failures">Failures in a row.</param>
/// <param name="GoneAnswers">How often in a row it said that it is gone (410).</param>
/// <param name="FailingSince">Since when.</param>
/// <param name="LastError">Why, in the words of the last failure.</param>
/// <param name="NextAttemptAt">When it is tried again.</param>
/// <param name="NotBefore">Until when it asked to be left alone (<c>Retry-After</c>); nothing of ours cuts that short.</param>
internal sealed record HostState(
    string State, int Failures, int GoneAnswers, DateTimeOffset? FailingSince, string? LastError, DateTimeOffset NextAttemptAt, DateTimeOffset? NotBefore)
{
    public const string Ready = "ready";
    public const string Unreachable = "unreachable";
    public const string Refused = "refused";
    public const string Gone = "gone";
}
