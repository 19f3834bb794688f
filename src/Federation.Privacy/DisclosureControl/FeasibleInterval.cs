namespace Federation.Privacy.DisclosureControl;

/// <summary>The values that a figure may have for all that is published (Handbook on Statistical Disclosure Control, ch. 4.4.2).</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest; null when there is none.</param>
internal readonly record struct FeasibleInterval(long Low, long? High)
{
    /// <summary>True when only one value is possible.</summary>
    public bool IsKnown => Low == High;

    /// <summary>The values in both. What contradicts this one is not believed: a peer's table may say what cannot be.</summary>
    public FeasibleInterval And(long low, long? high)
    {
        var both = new FeasibleInterval(Math.Max(Low, low), High is { } own && high is { } other ? Math.Min(own, other) : High ?? high);
        return both.Low <= (both.High ?? long.MaxValue) ? both : this;
    }
}
