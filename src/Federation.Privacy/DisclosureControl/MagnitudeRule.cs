namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// When a sum of magnitudes (minutes, cents) tells too much of one of the persons behind it, however many they are (Handbook on
/// Statistical Disclosure Control, ch. 4.2). The parameters are part of the protection: whoever knows them learns bounds from the fact
/// that a cell is shown. They stand in no published file.
/// </summary>
public abstract record MagnitudeRule
{
    private protected MagnitudeRule()
    {
    }

    /// <summary>True when the figure must not be shown.</summary>
    public bool IsUnsafe(CellShares shares) => Lacking(shares) > 0;

    /// <summary>
    /// By how much a reader's highest guess of a hidden figure has to pass it, in the figure's unit: as much as would make it safe.
    /// Zero for a figure that is safe.
    /// </summary>
    public long Protection(CellShares shares) => (long)Math.Ceiling(Math.Max(0, Lacking(shares)));

    /// <summary>What the figure would need more, from others, to be safe; zero or less when it is.</summary>
    private protected abstract decimal Lacking(CellShares shares);

    private protected static decimal Percent(decimal value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100, name);
        return value;
    }
}

/// <summary>(n,k) dominance: the n largest give more than k % of the figure.</summary>
/// <param name="N">How many of the largest, 1 to <see cref="CellShares.Kept"/>.</param>
/// <param name="K">Percent, above 0 and at most 100.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter out of its range.</exception>
public sealed record Dominance(int N, decimal K) : MagnitudeRule
{
    /// <summary>How many of the largest.</summary>
    public int N { get; } = N is >= 1 and <= CellShares.Kept ? N : throw new ArgumentOutOfRangeException(nameof(N));

    /// <summary>Percent.</summary>
    public decimal K { get; } = Percent(K, nameof(K));

    private protected override decimal Lacking(CellShares shares) => (100 * shares.Top(N) - K * shares.Total) / K;
}

/// <summary>p %: the second largest, who takes away what they gave, comes closer than p % to what the largest gave.</summary>
/// <param name="P">Percent, above 0 and at most 100.</param>
/// <exception cref="ArgumentOutOfRangeException">The parameter is out of its range.</exception>
public sealed record PPercent(decimal P) : MagnitudeRule
{
    /// <summary>Percent.</summary>
    public decimal P { get; } = Percent(P, nameof(P));

    private protected override decimal Lacking(CellShares shares) => P * shares.Top(1) / 100 - (shares.Total - shares.Top(2));
}

/// <summary>(p,q): as p %, for readers who know what each of the others gave to within q % before they read.</summary>
/// <param name="P">Percent, above 0 and below q.</param>
/// <param name="Q">Percent, at most 100.</param>
/// <exception cref="ArgumentOutOfRangeException">A parameter out of its range.</exception>
public sealed record PriorPosterior(decimal P, decimal Q) : MagnitudeRule
{
    /// <summary>Percent that must be left.</summary>
    public decimal P { get; } = P < Q ? Percent(P, nameof(P)) : throw new ArgumentOutOfRangeException(nameof(P));

    /// <summary>Percent that was known.</summary>
    public decimal Q { get; } = Percent(Q, nameof(Q));

    private protected override decimal Lacking(CellShares shares) => P * shares.Top(1) / Q - (shares.Total - shares.Top(2));
}
