using Federation.Privacy.Statistics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>How noisy figures are made, decided before anybody looks at the data.</summary>
/// <param name="Rho">What the release costs in all.</param>
/// <param name="Delta">How likely the name of a group may show that one person is in it.</param>
/// <param name="MostGroups">In how many groups one person counts at most; their first ones count.</param>
/// <param name="Largest">By measure, what one person gives to a group at most; more is cut off.</param>
public sealed record NoiseRule(Rational Rho, double Delta, int MostGroups, IReadOnlyList<long> Largest)
{
    /// <summary>How sure intervals are, in percent: the usual one.</summary>
    public const double Sure = 95;

    // From this variance on, whole steps are so small beside it that the normal curve says the same, at once.
    private const long Wide = 10_000;

    /// <summary>The noise of a count: of its share of the price, for a person who changes some counts by one each.</summary>
    public DiscreteGaussian OfCounts() => Of(1);

    /// <summary>The noise of a measure.</summary>
    public DiscreteGaussian OfMeasure(int measure) => Of(Math.Max(1, Largest[measure]));

    /// <summary>By how much noise moves the sum of some noisy counts at most, in <see cref="Sure"/> of a hundred cases.</summary>
    /// <param name="groups">How many counts are added up; 1 for a count itself.</param>
    public long OffCounts(int groups) => Off(OfCounts(), groups);

    /// <summary>The same of a measure, in its unit.</summary>
    /// <inheritdoc cref="OffCounts"/>
    public long OffMeasure(int measure, int groups) => Off(OfMeasure(measure), groups);

    /// <summary>
    /// The smallest noisy count with which the name of a group may be shown, when the names are not known before: a group of one person
    /// passes it in at most delta of all cases, all groups of one person together.
    /// </summary>
    public long Threshold()
    {
        var noise = OfCounts();
        return INoise.First(0, value => noise.Above(value) <= Delta / MostGroups) + 2; // the person's own one, and more than that
    }

    // Noise that was drawn independently adds up by its variance.
    private static long Off(DiscreteGaussian noise, int groups)
    {
        var variance = noise.Variance * groups;
        return variance > Wide ? (long)Math.Ceiling(NormalQuantile.Of975 * Math.Sqrt(variance.ToDouble())) : ((INoise)new DiscreteGaussian(variance)).Within(Sure);
    }

    // Counts and measures share the price evenly; squares of what one person changes add up over the groups.
    private DiscreteGaussian Of(long most) => new(new Rational(MostGroups, 1) * most * most * (1 + Largest.Count) / (2 * Rho));
}
