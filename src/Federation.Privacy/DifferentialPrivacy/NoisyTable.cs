using System.Numerics;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>Figures of groups with noise that hides every single person, whoever reads them and whatever they know.</summary>
/// <param name="Groups">The groups in the order of their names.</param>
/// <param name="Rho">What it costs of the budget.</param>
public sealed record NoisyTable(IReadOnlyList<NoisyGroup> Groups, Rational Rho)
{
    /// <summary>Adds up, cuts off, adds noise.</summary>
    /// <param name="given">What persons gave: who, to which group, one value for each measure; zero or more each.</param>
    /// <param name="known">The names of all groups when they are public: each is shown, nobody in it or not. Null when the names are as secret
    /// as the figures: then groups are shown that pass <see cref="NoiseRule.Threshold"/>.</param>
    /// <param name="rule">How.</param>
    /// <param name="chance">Where chance comes from: <see cref="SecureRandomBytes"/> for what is published.</param>
    /// <exception cref="ArgumentException">A value is negative or missing, or a group is not among the known ones.</exception>
    public static NoisyTable Of(
        IEnumerable<(string Person, string Group, IReadOnlyList<long> Values)> given, IReadOnlyList<string>? known, NoiseRule rule, IRandomBytes chance)
    {
        var sums = new SortedDictionary<string, (long Persons, long[] Values)>(StringComparer.Ordinal);
        foreach (var name in known ?? [])
        {
            sums[name] = (0, new long[rule.Largest.Count]);
        }

        foreach (var (group, values) in Bounded(given, rule))
        {
            if (!sums.TryGetValue(group, out var sum))
            {
                sum = known is null ? (0, new long[rule.Largest.Count]) : throw new ArgumentException($"{group} is not among the known groups.", nameof(given));
            }

            sums[group] = (sum.Persons + 1, [.. sum.Values.Zip(values, (a, b) => a + b)]);
        }

        var (counts, measures) = (rule.OfCounts(), rule.Largest.Select((_, measure) => rule.OfMeasure(measure)).ToList());
        var threshold = known is null ? rule.Threshold() : long.MinValue;
        var (offCounts, off) = (rule.OffCounts(1), rule.Largest.Select((_, measure) => rule.OffMeasure(measure, 1)).ToList());
        List<NoisyGroup> groups = [.. sums.Select(sum => new NoisyGroup(sum.Key, new(sum.Value.Persons + counts.Sample(chance), offCounts),
            [.. sum.Value.Values.Select((value, measure) => new NoisyFigure(value + measures[measure].Sample(chance), off[measure]))]))
            .Where(group => group.Persons.Value >= threshold)];
        return new NoisyTable(groups, rule.Rho);
    }

    // A person's own values decide alone what of them counts: else one person could change what another one adds.
    private static IEnumerable<(string Group, long[] Values)> Bounded(IEnumerable<(string Person, string Group, IReadOnlyList<long> Values)> given, NoiseRule rule) =>
        given.GroupBy(each => each.Person, StringComparer.Ordinal).SelectMany(person => person
            .GroupBy(each => each.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Take(rule.MostGroups)
            .Select(group => (group.Key, rule.Largest.Select((largest, measure) => group.Aggregate(0L, (sum, each) =>
                each.Values.Count != rule.Largest.Count || each.Values[measure] < 0
                    ? throw new ArgumentException($"{rule.Largest.Count} values, zero or more, are needed.", nameof(given))
                    : Math.Min(largest, sum + Math.Min(largest, each.Values[measure])))).ToArray())));
}

/// <summary>One group.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Persons">How many persons.</param>
/// <param name="Measures">What they gave, in the order of the rule's measures.</param>
public sealed record NoisyGroup(string Name, NoisyFigure Persons, IReadOnlyList<NoisyFigure> Measures);

/// <summary>A figure with noise. It may be below zero: to cut that off would shift the mean of many figures.</summary>
/// <param name="Value">What comes out.</param>
/// <param name="PlusMinus">By how much noise moved it at most, in <see cref="NoiseRule.Sure"/> of a hundred cases.</param>
public sealed record NoisyFigure(BigInteger Value, long PlusMinus);
