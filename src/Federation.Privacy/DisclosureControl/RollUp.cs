namespace Federation.Privacy.DisclosureControl;

/// <summary>Adds up published tables of several unions, under a minimum group of its own.</summary>
public static class RollUp
{
    /// <summary>
    /// Each cell is the sum of what the sources publish of it. A cell that some sources hide is too small by that and says so; a cell
    /// that all of them hide stays hidden. Persons add up over sources: a person in two unions counts twice.
    /// </summary>
    /// <param name="sources">The tables, cut by the same dimensions into the same measures; their codes may differ.</param>
    /// <param name="rule">What is demanded of every number of the roll-up.</param>
    /// <param name="hiddenBefore">Codes of the cells that the version hides which this roll-up corrects: they stay hidden.</param>
    /// <exception cref="ArgumentException">No source, or sources that cannot be compared.</exception>
    public static GatedTable Of(IReadOnlyList<GatedTable> sources, GateRule rule, IReadOnlyList<IReadOnlyList<string?>>? hiddenBefore = null)
    {
        var stayHidden = hiddenBefore ?? [];
        if (sources.Count == 0)
        {
            throw new ArgumentException("A roll-up needs a source.", nameof(sources));
        }

        if (sources.Any(source => !source.Measures.SequenceEqual(sources[0].Measures)
            || !source.Dimensions.Select(dimension => dimension.Name).SequenceEqual(sources[0].Dimensions.Select(dimension => dimension.Name))))
        {
            throw new ArgumentException("The sources do not have the same dimensions and measures.", nameof(sources));
        }

        IReadOnlyList<Dimension> dimensions = [.. sources[0].Dimensions.Select((dimension, d) => new Dimension(
            dimension.Name,
            [.. sources.SelectMany(source => source.Dimensions[d].Codes).Concat(stayHidden.Select(codes => codes[d]).OfType<string>()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            sources.Any(source => source.Dimensions[d].PersonsRepeat)))];
        var lattice = new Lattice(dimensions);
        var cells = Enumerable.Range(0, lattice.Count).Select(_ => new Sum(sources[0].Measures.Count)).ToArray();
        foreach (var source in sources)
        {
            foreach (var cell in source.Published)
            {
                cells[lattice.IndexOf(cell.Codes)].Add(cell);
            }

            foreach (var cell in source.Suppressed)
            {
                cells[lattice.IndexOf(cell.Codes)].Missing++;
            }
        }

        var persons = cells.Select(cell => cell.Persons).ToArray();
        var initial = cells.Select(cell => cell switch
        {
            { Sources: 0, Missing: > 0 } => SuppressionReason.AtSource,
            { Sources: > 0 } when cell.Persons < rule.MinimumGroup => SuppressionReason.Primary,
            _ => (SuppressionReason?)null,
        }).ToArray();
        foreach (var cell in stayHidden.Select(lattice.IndexOf))
        {
            initial[cell] ??= SuppressionReason.HiddenBefore;
        }

        var reasons = new SecondarySuppression(
            lattice, persons, [.. cells.Select(cell => cell.Missing > 0)], new LeastPersons(lattice, persons, rule.MinimumGroup)).Complete(initial);
        var held = Enumerable.Range(0, lattice.Count).Where(cell => cells[cell].Sources + cells[cell].Missing > 0 || reasons[cell] is not null).ToList();
        List<PublishedCell> published = [.. held.Where(cell => reasons[cell] is null).Select(cell => cells[cell].Published(lattice.CodesOf(cell)))];
        List<SuppressedCell> suppressed = [.. held.Where(cell => reasons[cell] is not null).Select(cell => new SuppressedCell(
            lattice.CodesOf(cell), reasons[cell]!.Value, cells[cell].Sources, cells[cell].Missing))]; // just looked
        return new GatedTable(dimensions, sources[0].Measures, rule.MinimumGroup, sources.Count, published, suppressed,
            SuppressionAudit.Of(dimensions, sources[0].Measures.Count, published, suppressed));
    }

    private sealed class Sum(int measures)
    {
        private readonly long[] values = new long[measures];
        private long contributions;

        public long Persons { get; private set; }

        public int Sources { get; private set; }

        public int Missing { get; set; }

        public void Add(PublishedCell cell)
        {
            Persons = checked(Persons + cell.Persons);
            contributions = checked(contributions + cell.Contributions);
            for (var measure = 0; measure < values.Length; measure++)
            {
                values[measure] = checked(values[measure] + cell.Measures[measure]);
            }

            Sources++;
            Missing += cell.MissingSources > 0 ? 1 : 0;
        }

        public PublishedCell Published(IReadOnlyList<string?> codes) => new(codes, Persons, contributions, values, Sources, Missing);
    }
}
