using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// Between which values the figures of a cell lie that lacks what unions hide: persons, contributions, then the measures. Written only where
/// something is missing; tables made before bounds were have none there, and are read as "at least".
/// </summary>
/// <param name="Low">The lowest that each can be.</param>
/// <param name="High">The highest; null where no published figure sets an end to it.</param>
public sealed record TableBounds(IReadOnlyList<long> Low, IReadOnlyList<long?> High)
{
    /// <summary>As the gate found them; null where nothing is missing.</summary>
    public static TableBounds? Of(CellBounds? bounds) => bounds is null ? null : new(bounds.Low, bounds.High);

    /// <summary>As the gate knows them.</summary>
    public CellBounds Gated() => new(Low, High);

    /// <summary>
    /// The bounds of every figure of a cell, persons and contributions first: where nothing is missing both are the figure, and of an older table only the lowest is known. With noise, what
    /// it leaves in 95 of 100 cases.
    /// </summary>
    public static IReadOnlyList<(long Low, long? High)> All(TableCell cell) => cell.Bounds is { } bounds
        ? [.. bounds.Low.Zip(bounds.High)]
        : cell.PlusMinus is { } off
        ? [.. new[] { cell.Persons, cell.Contributions }.Concat(cell.Measures).Zip([off[0], .. off], (figure, by) => (Math.Max(0, figure - by), (long?)(figure + by)))]
        : [.. new[] { cell.Persons, cell.Contributions }.Concat(cell.Measures).Select(figure => (figure, cell.MissingSources > 0 ? null : (long?)figure))];

    /// <summary>True when some cell of a table says its bounds, or how far noise moved it.</summary>
    public static bool AnyIn(TableFile table) => table.Cells.Any(cell => cell.Bounds is not null || cell.PlusMinus is not null);
}
