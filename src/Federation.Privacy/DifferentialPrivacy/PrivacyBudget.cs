namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>
/// What may still be learnt of a population from noisy figures, in rho of zero-concentrated differential privacy: losses add up, whatever is asked and in
/// whatever order, and what is spent does not come back. One campaign has a limit, and all of a year together have one. Immutable.
/// </summary>
/// <param name="CampaignLimit">What one campaign may spend in all.</param>
/// <param name="YearLimit">What all campaigns of a population may spend within any <see cref="Year"/>.</param>
/// <param name="Entries">What was spent: for what, how much, and when.</param>
public sealed record PrivacyBudget(Rational CampaignLimit, Rational YearLimit, IReadOnlyList<PrivacyBudget.Entry> Entries)
{
    /// <summary>How long spending counts against the limit of a year.</summary>
    public static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>What one release cost.</summary>
    /// <param name="Population">Whose figures: persons who are in two populations pay twice.</param>
    /// <param name="Campaign">Of which campaign.</param>
    /// <param name="Rho">How much.</param>
    /// <param name="At">When.</param>
    public sealed record Entry(string Population, string Campaign, Rational Rho, DateTimeOffset At);

    /// <summary>What a population has left for a campaign: of the campaign's limit or of the year's, whichever is less.</summary>
    public Rational Left(string population, string campaign, DateTimeOffset now)
    {
        var ofCampaign = Entries.Where(entry => entry.Population == population && entry.Campaign == campaign).Aggregate(CampaignLimit, (left, entry) => left - entry.Rho);
        var ofYear = LeftOfYear(population, now);
        return ofCampaign < ofYear ? ofCampaign : ofYear;
    }

    /// <summary>What a population has left of the year's limit.</summary>
    public Rational LeftOfYear(string population, DateTimeOffset now) =>
        Entries.Where(entry => entry.Population == population && entry.At > now - Year).Aggregate(YearLimit, (left, entry) => left - entry.Rho);

    /// <summary>Spends before anything is drawn; null when there is not so much left: then nothing may be released.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The price is zero or less.</exception>
    public PrivacyBudget? Spend(Entry entry) =>
        entry.Rho.Numerator.Sign <= 0 ? throw new ArgumentOutOfRangeException(nameof(entry), "A release costs more than nothing.")
        : entry.Rho > Left(entry.Population, entry.Campaign, entry.At) ? null
        : this with { Entries = [.. Entries, entry] };
}
