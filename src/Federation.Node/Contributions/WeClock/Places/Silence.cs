namespace Federation.Node.Contributions.WeClock.Places;

/// <summary>More than an hour without a fix: where the phone was meanwhile is not known. See <see cref="Stays.MaxSilenceSeconds"/>.</summary>
/// <param name="From">Minute of the last fix before.</param>
/// <param name="To">Minute of the first fix after.</param>
internal readonly record struct Silence(long From, long To)
{
    /// <summary>All silences, in time order.</summary>
    public static IReadOnlyList<Silence> In(IReadOnlyList<Fix> fixes) =>
        [.. fixes.Zip(fixes.Skip(1)).Where(pair => pair.Second.Second - pair.First.Second > Stays.MaxSilenceSeconds).Select(pair => new Silence(pair.First.Minute, pair.Second.Minute))];

    /// <summary>Says nothing: exact times must not reach a log by accident.</summary>
    public override string ToString() => "a silence";
}
