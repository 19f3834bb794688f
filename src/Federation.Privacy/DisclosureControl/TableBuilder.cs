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

    /// <summary>The number of a person, for <see cref="Add(int, ReadOnlySpan{int}, ReadOnlySpan{long})"/>.</summary>
    /// <param name="key">Tells persons apart; it never leaves the table.</param>
    public int Person(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        if (!known.TryGetValue(key, out var person))
        {
            known.Add(key, person = known.Count);
        }

        return person;
    }

    /// <summary>The place of a code, for <see cref="Add(int, ReadOnlySpan{int}, ReadOnlySpan{long})"/>.</summary>
    /// <param name="dimension">The place of the dimension.</param>
    /// <param name="code">A single code of it.</param>
    /// <exception cref="ArgumentException">The code is unknown, missing or a group of others.</exception>
    public int Place(int dimension, string code) => lattice.SinglePlace(dimension, code);

    /// <summary>Adds one contribution of one person.</summary>
    /// <param name="person">See <see cref="Person"/>.</param>
    /// <param name="places">For each dimension the <see cref="Place"/> of one single code, whatever it is crossed with.</param>
    /// <param name="values">One value for each measure, zero or more: the audit lets an attacker know that none is negative.</param>
    /// <exception cref="ArgumentException">A person or a place was not asked for, or a value is missing, negative, or neither yes nor no where it should be.</exception>
    public void Add(int person, ReadOnlySpan<int> places, ReadOnlySpan<long> values)
    {
        if (person < 0 || person >= known.Count)
        {
            throw new ArgumentException("A contribution is of a person with a number.", nameof(person));
        }

        if (values.Length != measures.Count)
        {
            throw new ArgumentException($"{measures.Count} values, zero or more, are needed.", nameof(values));
        }

        for (var measure = 0; measure < values.Length; measure++)
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

        cells.Add(lattice.InnerAt(places));
        persons.Add(person);
        given.AddRange(values);
    }

    /// <summary>The same by key and codes.</summary>
    /// <param name="personKey">See <see cref="Person"/>.</param>
    /// <param name="codes">One single code for each dimension, whatever it is crossed with.</param>
    /// <param name="values">One value for each measure, zero or more.</param>
    /// <exception cref="ArgumentException">A code is unknown, missing or a group of others, or a value is missing, negative, or neither yes nor no where it should be.</exception>
    public void Add(string personKey, IReadOnlyList<string> codes, IReadOnlyList<long> values)
    {
        if (codes.Count > dimensions.Count)
        {
            throw new ArgumentException($"{dimensions.Count} codes are needed, got {codes.Count}.", nameof(codes));
        }

        int[] places = [.. codes.Select((code, d) => Place(d, code))];
        Add(Person(personKey), places, [.. values]);
    }

    /// <summary>Totals what was added over every subset of the dimensions.</summary>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public Table Build()
    {
        var givings = new Givings([.. persons], [.. cells], [.. given], measures.Count);
        // A person who moved between regions makes the persons of the regions overlap, whatever the campaign declared.
        return new Table(new Lattice([.. dimensions.Select((dimension, d) => dimension with { PersonsRepeat = dimension.PersonsRepeat || givings.Repeats(lattice, d) })], lattice.Crossings), measures, givings);
    }
}
