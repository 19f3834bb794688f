namespace Federation.Privacy.DisclosureControl;

/// <summary>Collects contributions and totals them into a <see cref="Table"/>.</summary>
public sealed class TableBuilder
{
    private readonly Lattice lattice;
    private readonly IReadOnlyList<Dimension> dimensions;
    private readonly IReadOnlyList<Measure> measures;
    private readonly Dictionary<string, int> persons = new(StringComparer.Ordinal);
    private readonly List<(int Person, int Cell, long[] Values)> contributions = [];

    /// <param name="dimensions">How the table is cut.</param>
    /// <param name="measures">What is summed, in order.</param>
    /// <exception cref="ArgumentException">No dimension, an empty one, a repeated name or code, or too many cells.</exception>
    public TableBuilder(IReadOnlyList<Dimension> dimensions, IReadOnlyList<Measure> measures)
    {
        this.dimensions = [.. dimensions.Select(dimension => dimension with { Codes = [.. dimension.Codes] })];
        lattice = new Lattice(this.dimensions);
        this.measures = [.. measures];
        if (measures.Select(measure => measure.Name).Distinct(StringComparer.Ordinal).Count() != measures.Count)
        {
            throw new ArgumentException("Two measures share a name.", nameof(measures));
        }
    }

    /// <summary>Adds one contribution of one person.</summary>
    /// <param name="personKey">Tells persons apart; it never leaves the table.</param>
    /// <param name="codes">One code for each dimension.</param>
    /// <param name="values">One value for each measure, zero or more: the audit lets an attacker know that none is negative.</param>
    /// <exception cref="ArgumentException">A code is unknown or missing, or a value is missing, negative, or neither yes nor no where it should be.</exception>
    public void Add(string personKey, IReadOnlyList<string> codes, IReadOnlyList<long> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(personKey);
        if (codes.Contains(null!))
        {
            throw new ArgumentException("A contribution has a code in every dimension.", nameof(codes));
        }

        if (values.Count != measures.Count || values.Any(value => value < 0))
        {
            throw new ArgumentException($"{measures.Count} values, zero or more, are needed.", nameof(values));
        }

        if (measures.Where((measure, m) => measure.IsYesOrNo && values[m] > 1).FirstOrDefault() is { } neither)
        {
            throw new ArgumentException($"{neither.Name} is 1 for yes or 0 for no.", nameof(values));
        }

        if (!persons.TryGetValue(personKey, out var person))
        {
            persons.Add(personKey, person = persons.Count);
        }

        contributions.Add((person, lattice.IndexOf(codes), [.. values]));
    }

    /// <summary>Totals what was added over every subset of the dimensions.</summary>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public Table Build()
    {
        var contributors = new Dictionary<int, long[]>?[lattice.Count];
        var counts = new long[lattice.Count];
        foreach (var (person, inner, values) in contributions)
        {
            for (var mask = 0; mask < 1 << dimensions.Count; mask++)
            {
                var cell = lattice.Totalled(inner, mask);
                counts[cell]++;
                var gave = contributors[cell] ??= [];
                if (!gave.TryGetValue(person, out var sums))
                {
                    gave.Add(person, sums = new long[measures.Count]);
                }

                for (var measure = 0; measure < values.Length; measure++)
                {
                    sums[measure] += values[measure];
                }
            }
        }

        return new Table(new Lattice(SeenToRepeat()), measures, counts, contributors);
    }

    // A person who moved between regions makes the persons of the regions overlap, whatever the campaign declared.
    private Dimension[] SeenToRepeat() => [.. dimensions.Select((dimension, d) =>
        dimension.PersonsRepeat || contributions.GroupBy(contribution => contribution.Person)
            .Any(own => own.Select(contribution => lattice.Place(contribution.Cell, d)).Distinct().Skip(1).Any())
            ? dimension with { PersonsRepeat = true } : dimension)];
}
