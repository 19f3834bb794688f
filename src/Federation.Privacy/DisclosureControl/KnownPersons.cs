namespace Federation.Privacy.DisclosureControl;

/// <summary>The exact size of a group, inside the union, where it is known who contributed.</summary>
internal sealed class KnownPersons(Lattice lattice, HashSet<int>?[] contributors, int personCount) : IGroupSize
{
    private readonly int[][] _contributors =
        [.. Enumerable.Range(0, lattice.Count).Select(cell => contributors[cell]?.ToArray() ?? [])];

    public long PersonsIn(IEnumerable<int> cells)
    {
        var seen = new bool[personCount];
        var count = 0L;
        foreach (var cell in cells)
            foreach (var person in _contributors[cell])
                if (!seen[person])
                {
                    seen[person] = true;
                    count++;
                }
        return count;
    }
}
