namespace Federation.Privacy.DisclosureControl;

/// <summary>Who gave to which cell, person by person; found when it is asked for, and then kept.</summary>
internal sealed class Contributors
{
    private readonly Givings givings;
    private readonly List<int>?[] ofInner; // by inner cell: its givings
    private readonly List<int>[] inners; // by cell: the inner cells that it counts, of those that somebody gave to
    private readonly Dictionary<int, IReadOnlyList<(int Person, long[] Sums)>> known = [];

    /// <param name="lattice">The cells.</param>
    /// <param name="givings">What was given.</param>
    public Contributors(Lattice lattice, Givings givings)
    {
        (this.givings, ofInner, inners) = (givings, new List<int>?[lattice.Count], [.. Enumerable.Range(0, lattice.Count).Select(_ => new List<int>())]);
        for (var giving = 0; giving < givings.Count; giving++)
        {
            (ofInner[givings.Cell(giving)] ??= []).Add(giving);
        }

        foreach (var inner in Enumerable.Range(0, lattice.Count).Where(inner => ofInner[inner] is not null))
        {
            foreach (var cell in lattice.Counting(inner))
            {
                inners[cell].Add(inner);
            }
        }
    }

    /// <summary>Who gave to a cell, a person once, and what to each measure in all.</summary>
    public IReadOnlyList<(int Person, long[] Sums)> Of(int cell) => known.TryGetValue(cell, out var persons) ? persons : known[cell] = Find(cell);

    private List<(int Person, long[] Sums)> Find(int cell)
    {
        var persons = new Dictionary<int, long[]>();
        foreach (var giving in inners[cell].SelectMany(inner => ofInner[inner]!)) // those alone are listed
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
