namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// A table with all its margins as it is inside the union, before the gate. Nothing of it may leave the node; what may is a
/// <see cref="GatedTable"/>. Built by <see cref="TableBuilder"/>.
/// </summary>
public sealed class Table
{
    internal Table(Lattice lattice, IReadOnlyList<string> measures, long[] persons, long[] contributions, long[][] sums,
        IGroupSize groups)
    {
        (Lattice, Measures, Persons, Contributions, Sums, Groups) = (lattice, measures, persons, contributions, sums, groups);
    }

    /// <summary>How the table is cut.</summary>
    public IReadOnlyList<Dimension> Dimensions => Lattice.Dimensions;

    /// <summary>The names of the measures, in the order of their values.</summary>
    public IReadOnlyList<string> Measures { get; }

    internal Lattice Lattice { get; }

    /// <summary>Distinct persons by cell, margins included.</summary>
    internal long[] Persons { get; }

    /// <summary>Contributions (one person in one week) by cell: unlike persons they always add up.</summary>
    internal long[] Contributions { get; }

    /// <summary>By measure, by cell.</summary>
    internal long[][] Sums { get; }

    internal IGroupSize Groups { get; }

    /// <summary>The number of distinct persons in a cell.</summary>
    /// <param name="codes">One code for each dimension; null is a total.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public long PersonsAt(IReadOnlyList<string?> codes) => Persons[Lattice.IndexOf(codes)];

    /// <summary>The number of contributions in a cell.</summary>
    /// <inheritdoc cref="PersonsAt"/>
    public long ContributionsAt(IReadOnlyList<string?> codes) => Contributions[Lattice.IndexOf(codes)];

    /// <summary>The measures of a cell, in the order of <see cref="Measures"/>.</summary>
    /// <inheritdoc cref="PersonsAt"/>
    public IReadOnlyList<long> MeasuresAt(IReadOnlyList<string?> codes)
    {
        var cell = Lattice.IndexOf(codes);
        return [.. Sums.Select(sum => sum[cell])];
    }
}
