namespace Federation.Privacy.DisclosureControl;

/// <summary>Collects contributions and totals them into a <see cref="Table"/>.</summary>
public sealed class TableBuilder
{
    private readonly Lattice lattice;
    private readonly IReadOnlyList<Dimension> dimensions;
    private readonly IReadOnlyList<Measure> measures;
    private readonly Dictionary<string, List<(int Cell, long[] Values)>> persons = new(StringComparer.Ordinal); // what each gave

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

        var cell = lattice.IndexOf(codes);
        if (!persons.TryGetValue(personKey, out var own))
        {
            persons.Add(personKey, own = []);
        }

        own.Add((cell, [.. values]));
    }

    /// <summary>Totals what was added over every subset of the dimensions.</summary>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public Table Build()
    {
        var contributors = new List<(int Person, long[] Sums)>?[lattice.Count];
        var counts = new long[lattice.Count];
        foreach (var (person, inner, values) in persons.Values.SelectMany((own, person) => own.Select(each => (person, each.Cell, each.Values))))
        {
            for (var mask = 0; mask < 1 << dimensions.Count; mask++)
            {
                var cell = lattice.Totalled(inner, mask);
                counts[cell]++;
                var gave = contributors[cell] ??= [];
                if (gave is [] || gave[^1].Person != person)
                {
                    gave.Add((person, new long[measures.Count])); // one person after the other: who is not the last is not in it
                }

                var sums = gave[^1].Sums;
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
        dimension.PersonsRepeat || persons.Values.Any(own => own.Any(each => lattice.Place(each.Cell, d) != lattice.Place(own[0].Cell, d)))
            ? dimension with { PersonsRepeat = true } : dimension)];
}
