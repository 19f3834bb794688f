namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// What may still be learnt of a population from noisy figures of one campaign, in rho of zero-concentrated differential privacy: losses
/// add up, whatever is asked and in whatever order, and what is spent does not come back. Immutable.
/// </summary>
/// <param name="Limit">What may be spent in all.</param>
/// <param name="Entries">What was spent: for what, and how much.</param>
public sealed record PrivacyBudget(Rational Limit, IReadOnlyList<PrivacyBudget.Entry> Entries)
{
    /// <summary>A budget of which nothing is spent.</summary>
    public PrivacyBudget(Rational limit) : this(limit, [])
    {
    }

    /// <summary>What one release cost.</summary>
    /// <param name="Population">Whose figures: persons who are in two populations pay twice.</param>
    /// <param name="Campaign">Of which campaign.</param>
    /// <param name="Rho">How much.</param>
    public sealed record Entry(string Population, string Campaign, Rational Rho);

    /// <summary>What a population has left in a campaign.</summary>
    public Rational Left(string population, string campaign) => Entries.Where(entry => entry.Population == population && entry.Campaign == campaign)
        .Aggregate(Limit, (left, entry) => left - entry.Rho);

    /// <summary>Spends before anything is drawn; null when there is not so much left: then nothing may be released.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The price is zero or less.</exception>
    public PrivacyBudget? Spend(Entry entry) =>
        entry.Rho.Numerator.Sign <= 0 ? throw new ArgumentOutOfRangeException(nameof(entry), "A release costs more than nothing.")
        : entry.Rho > Left(entry.Population, entry.Campaign) ? null
        : this with { Entries = [.. Entries, entry] };
}
