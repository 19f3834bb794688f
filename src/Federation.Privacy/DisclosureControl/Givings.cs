namespace Federation.Privacy.DisclosureControl;

/// <summary>Everything that was given to a table, person after person, in flat arrays: there may be a million of them.</summary>
internal sealed class Givings
{
    private readonly int[] persons;
    private readonly int[] cells;
    private readonly long[] values; // of each giving one for every measure

    /// <param name="persons">Who gave, in any order: numbers from 0.</param>
    /// <param name="cells">To which inner cell.</param>
    /// <param name="values">One value for every measure, giving after giving.</param>
    /// <param name="measures">How many measures there are.</param>
    public Givings(int[] persons, int[] cells, long[] values, int measures)
    {
        (this.persons, this.cells, this.values, Measures) = (persons, cells, values, measures);
        if (Enumerable.Range(1, Math.Max(0, persons.Length - 1)).All(giving => persons[giving - 1] <= persons[giving]))
        {
            return; // as the rows of a campaign come
        }

        var places = new int[persons.Max() + 2];
        foreach (var person in persons)
        {
            places[person + 1]++;
        }

        for (var person = 1; person < places.Length; person++)
        {
            places[person] += places[person - 1];
        }

        (this.persons, this.cells, this.values) = (new int[persons.Length], new int[persons.Length], new long[values.Length]);
        for (var giving = 0; giving < persons.Length; giving++)
        {
            var place = places[persons[giving]]++;
            (this.persons[place], this.cells[place]) = (persons[giving], cells[giving]);
            values.AsSpan(giving * measures, measures).CopyTo(this.values.AsSpan(place * measures));
        }
    }

    /// <summary>How many givings there are.</summary>
    public int Count => persons.Length;

    /// <summary>How many measures each has.</summary>
    public int Measures { get; }

    /// <summary>Who gave.</summary>
    public int Person(int giving) => persons[giving];

    /// <summary>To which inner cell.</summary>
    public int Cell(int giving) => cells[giving];

    /// <summary>What: one value for every measure.</summary>
    public ReadOnlySpan<long> Values(int giving) => values.AsSpan(giving * Measures, Measures);

    /// <summary>True when some person gave to two codes of a dimension.</summary>
    public bool Repeats(Lattice lattice, int dimension)
    {
        for (var giving = 1; giving < Count; giving++)
        {
            // Persons stand together: who gave to two codes changes from one to another somewhere.
            if (persons[giving] == persons[giving - 1] && lattice.Place(cells[giving], dimension) != lattice.Place(cells[giving - 1], dimension))
            {
                return true;
            }
        }

        return false;
    }
}
