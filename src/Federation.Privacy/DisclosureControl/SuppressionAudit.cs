namespace Federation.Privacy.DisclosureControl;

/// <summary>The evidence that no hidden cell can be worked out from the published ones by adding and subtracting.</summary>
/// <param name="HiddenCells">How many unknowns there are.</param>
/// <param name="Equations">How many sums between cells name an unknown.</param>
/// <param name="Rank">How many of these are independent of each other.</param>
/// <param name="Recomputable">The hidden cells that can be worked out: none, for what the gate made.</param>
public sealed record SuppressionAudit(int HiddenCells, int Equations, int Rank, IReadOnlyList<RecomputableCell> Recomputable)
{
    /// <summary>How many hidden figures were shown to be uncertain enough. Asked only where the true figures are known: inside the union.</summary>
    public int Intervals { get; init; }

    /// <summary>The hidden figures that are known too closely: none, for what the gate made.</summary>
    public IReadOnlyList<NarrowInterval> Narrow { get; init; } = [];

    /// <summary>True when no hidden cell can be worked out, and none that was asked about comes out too closely.</summary>
    public bool IsProtected => Recomputable.Count == 0 && Narrow.Count == 0;

    /// <summary>Attacks what is published of a table, and compares what comes out with what is true.</summary>
    /// <param name="table">The table as it is inside the union.</param>
    /// <param name="rule">What is demanded of it.</param>
    /// <param name="published">The cells shown.</param>
    /// <param name="suppressed">The cells hidden.</param>
    /// <exception cref="ArgumentException">A cell does not fit the dimensions or measures, or stands twice.</exception>
    public static SuppressionAudit Of(
        Table table, GateRule rule, IReadOnlyList<PublishedCell> published, IReadOnlyList<SuppressedCell> suppressed)
    {
        var isHidden = new bool[table.Lattice.Count];
        foreach (var cell in suppressed)
        {
            isHidden[table.Lattice.IndexOf(cell.Codes)] = true;
        }

        var intervals = new IntervalAudit(table, rule);
        return Of(table.Dimensions, table.Measures.Count, published, suppressed, table.Lattice.Crossings) with
        {
            Intervals = intervals.Intervals,
            Narrow = [.. intervals.Narrow(isHidden).Select(found => found.Interval)],
        };
    }

    /// <summary>Attacks a table as anybody who reads it can.</summary>
    /// <param name="dimensions">How the table is cut.</param>
    /// <param name="measures">How many measures a cell has.</param>
    /// <param name="published">The cells shown.</param>
    /// <param name="suppressed">The cells hidden; a cell in neither list holds nobody.</param>
    /// <param name="crossings">Names of the dimensions that are crossed with each other; null when all are.</param>
    /// <exception cref="ArgumentException">A cell does not fit the dimensions or measures, or stands twice.</exception>
    public static SuppressionAudit Of(
        IReadOnlyList<Dimension> dimensions, int measures, IReadOnlyList<PublishedCell> published, IReadOnlyList<SuppressedCell> suppressed,
        IReadOnlyList<IReadOnlyList<string>>? crossings = null)
    {
        var lattice = new Lattice(dimensions, crossings);
        var isUnknown = new bool[lattice.Count];
        var seen = new bool[lattice.Count];
        var known = Enumerable.Range(0, measures + 1).Select(_ => new long[lattice.Count]).ToArray();
        foreach (var cell in suppressed)
        {
            isUnknown[Once(cell.Codes)] = true;
        }

        foreach (var cell in published)
        {
            var index = Once(cell.Codes);
            if (cell.Measures.Count != measures)
            {
                throw new ArgumentException($"A cell has {cell.Measures.Count} measures instead of {measures}.", nameof(published));
            }

            isUnknown[index] = cell.MissingSources > 0; // what is shown is known; what a source hides of it is not
            known[0][index] = cell.Contributions;
            for (var measure = 0; measure < measures; measure++)
            {
                known[measure + 1][index] = cell.Measures[measure];
            }
        }

        var system = new HiddenSystem(lattice, isUnknown, known);
        return new SuppressionAudit(isUnknown.Count(unknown => unknown), system.Equations, system.Rank,
            [.. system.Determined.Select(each => new RecomputableCell(lattice.CodesOf(each.Cell), each.Values[0], [.. each.Values.Skip(1)]))]);

        int Once(IReadOnlyList<string?> codes)
        {
            var index = lattice.IndexOf(codes);
            return seen[index] ? throw new ArgumentException($"The cell {string.Join(" / ", codes.Select(code => code ?? "total"))} stands twice.") : Mark(index);
        }

        int Mark(int index)
        {
            seen[index] = true;
            return index;
        }
    }
}
