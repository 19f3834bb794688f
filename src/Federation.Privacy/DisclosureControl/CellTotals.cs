namespace Federation.Privacy.DisclosureControl;

/// <summary>Adds givings up into every cell they count for, margins included: contributions, distinct persons, and of each measure the sum and the largest that persons gave.</summary>
internal sealed class CellTotals
{
    private const int Nobody = -1;

    private readonly int measures;
    private readonly int[] current; // by cell: who is being added up
    private readonly long[] given; // by cell and measure: what they gave so far
    private readonly long[] largest; // by cell and measure, the largest first

    /// <param name="lattice">The cells.</param>
    /// <param name="givings">What was given.</param>
    /// <exception cref="OverflowException">A sum passes the largest 64-bit number.</exception>
    public CellTotals(Lattice lattice, Givings givings)
    {
        measures = givings.Measures;
        (Contributions, Persons, Sums) = (new long[lattice.Count], new long[lattice.Count], [.. Enumerable.Range(0, measures).Select(_ => new long[lattice.Count])]);
        (current, given, largest) = (new int[lattice.Count], new long[lattice.Count * measures], new long[lattice.Count * measures * CellShares.Kept]);
        Array.Fill(current, Nobody);
        Array.Fill(largest, Nobody);
        var reached = new int[lattice.Count][];
        for (var giving = 0; giving < givings.Count; giving++)
        {
            var inner = givings.Cell(giving);
            foreach (var cell in reached[inner] ??= [.. lattice.Counting(inner)])
            {
                Add(cell, givings.Person(giving), givings.Values(giving));
            }
        }

        for (var cell = 0; cell < lattice.Count; cell++)
        {
            Close(cell);
        }
    }

    /// <summary>Contributions by cell.</summary>
    public long[] Contributions { get; }

    /// <summary>Distinct persons by cell.</summary>
    public long[] Persons { get; }

    /// <summary>By measure, by cell.</summary>
    public long[][] Sums { get; }

    /// <summary>Who stands behind one sum.</summary>
    public CellShares Shares(int cell, int measure) =>
        new(Sums[measure][cell], [.. LargestOf(cell, measure).ToArray().TakeWhile(value => value != Nobody)]);

    // A person's givings stand together: when another comes, the one before is complete.
    private void Add(int cell, int person, ReadOnlySpan<long> values)
    {
        Contributions[cell]++;
        if (current[cell] != person)
        {
            Close(cell);
            current[cell] = person;
            Persons[cell]++;
        }

        var sum = given.AsSpan(cell * measures, measures);
        for (var measure = 0; measure < values.Length; measure++)
        {
            sum[measure] += values[measure];
        }
    }

    private void Close(int cell)
    {
        if (current[cell] == Nobody)
        {
            return;
        }

        for (var measure = 0; measure < measures; measure++)
        {
            ref var gave = ref given[cell * measures + measure];
            Sums[measure][cell] += gave;
            var top = LargestOf(cell, measure);
            if (gave > top[^1])
            {
                var place = CellShares.Kept - 1;
                for (; place > 0 && top[place - 1] < gave; place--)
                {
                    top[place] = top[place - 1];
                }

                top[place] = gave;
            }

            gave = 0;
        }
    }

    private Span<long> LargestOf(int cell, int measure) => largest.AsSpan((cell * measures + measure) * CellShares.Kept, CellShares.Kept);
}
