namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>Where the phone was at one second of its own clock.</summary>
/// <param name="Second">Local wall-clock seconds since the first day of 2000.</param>
/// <param name="At">Where.</param>
internal readonly record struct Fix(long Second, Position At)
{
    /// <summary>The minute; the figures count whole minutes.</summary>
    public long Minute => Second / 60;

    /// <summary>
    /// By time, then by position, without repetitions: iOS exports run backwards, phones write a fix twice, and the result must not
    /// depend on either.
    /// </summary>
    public static IReadOnlyList<Fix> InOrder(IEnumerable<Fix> fixes) =>
        [.. fixes.Distinct().OrderBy(fix => fix.Second).ThenBy(fix => fix.At)];

    /// <summary>Says nothing: a time and place must not reach a log by accident.</summary>
    public override string ToString() => "a fix";
}
