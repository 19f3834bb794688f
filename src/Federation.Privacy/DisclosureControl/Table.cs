namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// A table with all its margins as it is inside the union, before the gate. Nothing of it may leave the node; what may is a
/// <see cref="GatedTable"/>. Built by <see cref="TableBuilder"/>.
/// </summary>
public sealed class Table
{
    private readonly CellTotals totals;
    private readonly Lazy<Contributors> contributors;

    /// <param name="lattice">The cells.</param>
    /// <param name="measures">What is added up.</param>
    /// <param name="givings">What was given.</param>
    internal Table(Lattice lattice, IReadOnlyList<Measure> measures, Givings givings)
    {
        (Lattice, Measures, totals) = (lattice, measures, new CellTotals(lattice, givings));
        contributors = new(() => new Contributors(lattice, givings));
    }

    /// <summary>How the table is cut.</summary>
    public IReadOnlyList<Dimension> Dimensions => Lattice.Dimensions;

    /// <summary>What is added up, in the order of the values.</summary>
    public IReadOnlyList<Measure> Measures { get; }

    internal Lattice Lattice { get; }

    /// <summary>Distinct persons by cell, margins included.</summary>
    internal long[] Persons => totals.Persons;

    /// <summary>Contributions (one person in one week) by cell: unlike persons they always add up.</summary>
    internal long[] Contributions => totals.Contributions;

    /// <summary>By measure, by cell.</summary>
    internal long[][] Sums => totals.Sums;

    /// <summary>Who gave to a cell, a person once, and what to each measure in all: asked of few cells, so it is not kept of all.</summary>
    internal IReadOnlyList<(int Person, long[] Sums)> ContributorsOf(int cell) => contributors.Value.Of(cell);

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

    /// <summary>Who stands behind one sum, a person's contributions added up first.</summary>
    /// <param name="codes">One code for each dimension; null is a total.</param>
    /// <param name="measure">The place of the measure in <see cref="Measures"/>.</param>
    /// <exception cref="ArgumentException">There is no such cell.</exception>
    public CellShares SharesAt(IReadOnlyList<string?> codes, int measure) => Shares(Lattice.IndexOf(codes), measure);

    internal CellShares Shares(int cell, int measure) => totals.Shares(cell, measure);
}
