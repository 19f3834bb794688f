namespace Federation.Privacy.DisclosureControl;

/// <summary>Collects contributions and totals them into a <see cref="Table"/>.</summary>
public sealed class TableBuilder
{
    private readonly Lattice lattice;
    private readonly IReadOnlyList<Dimension> dimensions;
    private readonly IReadOnlyList<Measure> measures;
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly List<int> persons = []; // of each contribution, like the next two
    private readonly List<int> cells = [];
    private readonly List<long> given = []; // one value for every measure

    /// <param name="dimensions">How the table is cut.</param>
    /// <param name="measures">What is summed, in order.</param>
    /// <param name="crossings">Names of the dimensions that are crossed with each other, as sector by week and region by week; null when all are.</param>
    /// <exception cref="ArgumentException">
    /// No dimension, an empty one, a repeated name or code, a code in one that there is not, too many cells, or crossings that miss a dimension, hold each other or go round in a circle.
    /// </exception>
    public TableBuilder(IReadOnlyList<Dimension> dimensions, IReadOnlyList<Measure> measures, IReadOnlyList<IReadOnlyList<string>>? crossings = null)
    {
        this.dimensions = [.. dimensions.Select(dimension => dimension with { Codes = [.. dimension.Codes] })];
        lattice = new Lattice(this.dimensions, crossings);
        this.measures = [.. measures];
        if (measures.Select(measure => measure.Name).Distinct(StringComparer.Ordinal).Count() != measures.Count)
        {
            throw new ArgumentException("Two measures share a name.", nameof(measures));
        }
    }

    /// <summary>Adds one contribution of one person.</summary>
    /// <param name="personKey">Tells persons apart; it never leaves the table.</param>
    /// <param name="codes">One single code for each dimension, whatever it is crossed with.</param>
    /// <param name="values">One value for each measure, zero or more: the audit lets an attacker know that none is negative.</param>
    /// <exception cref="ArgumentException">A code is unknown, missing or a group of others, or a value is missing, negative, or neither yes nor no where it should be.</exception>
    public void Add(string personKey, IReadOnlyList<string> codes, IReadOnlyList<long> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(personKey);
        if (codes.Contains(null!))
        {
            throw new ArgumentException("A contribution has a code in every dimension.", nameof(codes));
        }

        if (values.Count != measures.Count)
        {
            throw new ArgumentException($"{measures.Count} values, zero or more, are needed.", nameof(values));
        }

        for (var measure = 0; measure < values.Count; measure++)
        {
            if (values[measure] < 0)
            {
                throw new ArgumentException($"{measures.Count} values, zero or more, are needed.", nameof(values));
            }

            if (values[measure] > 1 && measures[measure].IsYesOrNo)
            {
                throw new ArgumentException($"{measures[measure].Name} is 1 for yes or 0 for no.", nameof(values));
            }
        }

        var cell = lattice.InnerAt(codes);
        if (!known.TryGetValue(personKey, out var person))
        {
            known.Add(personKey, person = known.Count);
        }

        persons.Add(person);
        cells.Add(cell);
        given.AddRange(values);
    }

    /// <summary>Totals what was added over every subset of the dimensions.</summary>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public Table Build()
    {
        var givings = new Givings(persons, cells, given, measures.Count);
        // A person who moved between regions makes the persons of the regions overlap, whatever the campaign declared.
        return new Table(new Lattice([.. dimensions.Select((dimension, d) => dimension with { PersonsRepeat = dimension.PersonsRepeat || givings.Repeats(lattice, d) })], lattice.Crossings), measures, givings);
    }
}
