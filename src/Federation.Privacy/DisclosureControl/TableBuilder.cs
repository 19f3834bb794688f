namespace Federation.Privacy.DisclosureControl;

/// <summary>Collects contributions and totals them into a <see cref="Table"/>.</summary>
public sealed class TableBuilder
{
    private readonly Lattice _lattice;
    private readonly IReadOnlyList<Dimension> _dimensions;
    private readonly string[] _measures;
    private readonly Dictionary<string, int> _persons = new(StringComparer.Ordinal);
    private readonly List<(int Person, int Cell, long[] Measures)> _contributions = [];

    /// <param name="dimensions">How the table is cut.</param>
    /// <param name="measures">The names of what is summed, in order: whole numbers with one unit each (minutes, cents).</param>
    /// <exception cref="ArgumentException">No dimension, an empty one, a repeated name or code, or too many cells.</exception>
    public TableBuilder(IReadOnlyList<Dimension> dimensions, IReadOnlyList<string> measures)
    {
        _dimensions = [.. dimensions.Select(dimension => dimension with { Codes = [.. dimension.Codes] })];
        _lattice = new Lattice(_dimensions);
        _measures = [.. measures];
        if (_measures.Distinct(StringComparer.Ordinal).Count() != _measures.Length)
            throw new ArgumentException("Two measures share a name.", nameof(measures));
    }

    /// <summary>Adds one contribution of one person.</summary>
    /// <param name="personKey">Tells persons apart; it never leaves the table.</param>
    /// <param name="codes">One code for each dimension.</param>
    /// <param name="measures">One value for each measure, zero or more: the audit lets an attacker know that none is negative.</param>
    /// <exception cref="ArgumentException">A code is unknown or missing, or a value is missing or negative.</exception>
    public void Add(string personKey, IReadOnlyList<string> codes, IReadOnlyList<long> measures)
    {
        ArgumentException.ThrowIfNullOrEmpty(personKey);
        if (codes.Contains(null!)) throw new ArgumentException("A contribution has a code in every dimension.", nameof(codes));
        if (measures.Count != _measures.Length || measures.Any(value => value < 0))
            throw new ArgumentException($"{_measures.Length} values, zero or more, are needed.", nameof(measures));
        if (!_persons.TryGetValue(personKey, out var person)) _persons.Add(personKey, person = _persons.Count);
        _contributions.Add((person, _lattice.IndexOf(codes), [.. measures]));
    }

    /// <summary>Totals what was added over every subset of the dimensions.</summary>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public Table Build()
    {
        var contributors = new HashSet<int>[_lattice.Count];
        var contributions = new long[_lattice.Count];
        var sums = _measures.Select(_ => new long[_lattice.Count]).ToArray();
        foreach (var (person, inner, values) in _contributions)
            for (var mask = 0; mask < 1 << _dimensions.Count; mask++)
            {
                var cell = _lattice.Totalled(inner, mask);
                (contributors[cell] ??= []).Add(person);
                contributions[cell]++;
                for (var m = 0; m < values.Length; m++) sums[m][cell] += values[m];
            }
        var persons = contributors.Select(set => (long)(set?.Count ?? 0)).ToArray();
        return new Table(new Lattice(SeenToRepeat()), _measures, persons, contributions, sums,
            new KnownPersons(_lattice, contributors, _persons.Count));
    }

    // A person who moved between regions makes the persons of the regions overlap, whatever the campaign declared.
    private Dimension[] SeenToRepeat() => [.. _dimensions.Select((dimension, d) =>
        dimension.PersonsRepeat || _contributions.GroupBy(contribution => contribution.Person)
            .Any(own => own.Select(contribution => _lattice.Place(contribution.Cell, d)).Distinct().Skip(1).Any())
            ? dimension with { PersonsRepeat = true } : dimension)];
}
