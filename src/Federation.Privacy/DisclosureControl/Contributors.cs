namespace Federation.Privacy.DisclosureControl;

/// <summary>Who gave to which cell, person by person; found when it is asked for, and then kept.</summary>
internal sealed class Contributors
{
    private readonly Lattice lattice;
    private readonly Givings givings;
    private readonly List<int>?[] ofInner; // by inner cell: its givings
    private readonly Dictionary<int, IReadOnlyList<(int Person, long[] Sums)>> known = [];

    /// <param name="lattice">The cells.</param>
    /// <param name="givings">What was given.</param>
    public Contributors(Lattice lattice, Givings givings)
    {
        (this.lattice, this.givings, ofInner) = (lattice, givings, new List<int>?[lattice.Count]);
        for (var giving = 0; giving < givings.Count; giving++)
        {
            (ofInner[givings.Cell(giving)] ??= []).Add(giving);
        }
    }

    /// <summary>Who gave to a cell, a person once, and what to each measure in all.</summary>
    public IReadOnlyList<(int Person, long[] Sums)> Of(int cell) => known.TryGetValue(cell, out var persons) ? persons : known[cell] = Find(cell);

    private List<(int Person, long[] Sums)> Find(int cell)
    {
        var persons = new Dictionary<int, long[]>();
        foreach (var giving in Enumerable.Range(0, ofInner.Length).Where(inner => ofInner[inner] is not null && lattice.Counts(cell, inner)).SelectMany(inner => ofInner[inner]!)) // just looked
        {
            if (!persons.TryGetValue(givings.Person(giving), out var sums))
            {
                persons.Add(givings.Person(giving), sums = new long[givings.Measures]);
            }

            var values = givings.Values(giving);
            for (var measure = 0; measure < sums.Length; measure++)
            {
                sums[measure] += values[measure];
            }
        }

        return [.. persons.Select(person => (person.Key, person.Value))];
    }
}
