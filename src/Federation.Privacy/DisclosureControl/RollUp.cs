namespace Federation.Privacy.DisclosureControl;

/// <summary>Adds up published tables of several unions, under a minimum group of its own.</summary>
public static class RollUp
{
    /// <summary>
    /// Each cell is the sum of what the sources publish of it. A cell that some sources hide is too small by that: it says so, and between
    /// which bounds it lies, which follow from what the sources publish and from nothing else. A cell that all of them hide stays hidden.
    /// Persons add up over sources: a person in two unions counts twice.
    /// </summary>
    /// <param name="sources">The tables, cut by the same dimensions into the same measures; their codes may differ.</param>
    /// <param name="rule">What is demanded of every number of the roll-up.</param>
    /// <param name="hiddenBefore">Codes of the cells that the version hides which this roll-up corrects: they stay hidden.</param>
    /// <param name="earlier">Versions that readers have: no difference to one may be that of a group that is too small.</param>
    /// <exception cref="ArgumentException">No source, or sources that cannot be compared.</exception>
    public static GatedTable Of(
        IReadOnlyList<GatedTable> sources, GateRule rule, IReadOnlyList<IReadOnlyList<string?>>? hiddenBefore = null, IReadOnlyList<EarlierRollUp>? earlier = null)
    {
        var (stayHidden, kept) = (hiddenBefore ?? [], earlier ?? []);
        if (sources.Count == 0)
        {
            throw new ArgumentException("A roll-up needs a source.", nameof(sources));
        }

        if (sources.Any(source => !source.Measures.SequenceEqual(sources[0].Measures)
            || !source.Dimensions.Select(dimension => dimension.Name).SequenceEqual(sources[0].Dimensions.Select(dimension => dimension.Name))))
        {
            throw new ArgumentException("The sources do not have the same dimensions and measures.", nameof(sources));
        }

        if (sources.Any(source => !Crossings.Masks(source.Dimensions, source.Crossings).SequenceEqual(Crossings.Masks(sources[0].Dimensions, sources[0].Crossings))))
        {
            throw new ArgumentException("The sources do not cross the same dimensions.", nameof(sources));
        }

        IReadOnlyList<Dimension> dimensions = [.. sources[0].Dimensions.Select((dimension, d) => new Dimension(
            dimension.Name,
            [.. sources.SelectMany(source => source.Dimensions[d].Codes).Concat(stayHidden.Select(codes => codes[d]).OfType<string>())
                .Concat(kept.SelectMany(version => version.CodesOf(d))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            sources.Any(source => source.Dimensions[d].PersonsRepeat)) { Within = Within([.. sources.Concat(kept.SelectMany(version => version.Revised).Select(source => source.Before)).Select(table => table.Dimensions[d])]) })];
        var lattice = new Lattice(dimensions, sources[0].Crossings);
        var cells = Enumerable.Range(0, lattice.Count).Select(_ => new Sum(sources[0].Measures.Count)).ToArray();
        foreach (var source in sources)
        {
            var intervals = new FeasibleIntervals(source);
            foreach (var cell in source.Published)
            {
                cells[lattice.IndexOf(cell.Codes)].Add(cell, intervals.At(cell.Codes));
            }

            foreach (var cell in source.Suppressed)
            {
                cells[lattice.IndexOf(cell.Codes)].Miss(intervals.At(cell.Codes));
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

        var suppression = new SecondarySuppression(
            lattice, persons, [.. cells.Select(cell => cell.Missing > 0)], new LeastPersons(lattice, persons, rule.MinimumGroup));
        var reasons = suppression.Complete(initial);
        while (kept.SelectMany(version => version.Isolating(lattice, rule.MinimumGroup, reasons)).Distinct().ToList() is { Count: > 0 } isolating)
        {
            foreach (var cell in isolating)
            {
                reasons[cell] = SuppressionReason.Differencing;
            }

            reasons = suppression.Complete(reasons);
        }

        var held = Enumerable.Range(0, lattice.Count).Where(cell => cells[cell].Sources + cells[cell].Missing > 0 || reasons[cell] is not null).ToList();
        List<PublishedCell> published = [.. held.Where(cell => reasons[cell] is null).Select(cell => cells[cell].Published(lattice.CodesOf(cell)))];
        List<SuppressedCell> suppressed = [.. held.Where(cell => reasons[cell] is not null).Select(cell => new SuppressedCell(
            lattice.CodesOf(cell), reasons[cell]!.Value, cells[cell].Sources, cells[cell].Missing))]; // just looked
        return new GatedTable(dimensions, sources[0].Measures, rule.MinimumGroup, sources.Count, published, suppressed,
            SuppressionAudit.Of(dimensions, sources[0].Measures.Count, published, suppressed, sources[0].Crossings)) { Crossings = sources[0].Crossings };
    }

    // A code that only an earlier roll-up has is held by nobody now: wherever it is, it adds nothing.
    private static Dictionary<string, string> Within(IReadOnlyList<Dimension> tables)
    {
        var within = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, group) in tables.SelectMany(table => table.Codes.Select(code => (code, table.Within.GetValueOrDefault(code, "")))))
        {
            if (within.TryGetValue(code, out var other) && other != group)
            {
                throw new ArgumentException($"The code {code} of dimension {tables[0].Name} is not in the same group everywhere.");
            }

            within[code] = group;
        }

        return within.Where(pair => pair.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
    }

    private sealed class Sum(int measures)
    {
        private readonly long[] figures = new long[measures + Quantity.Counts];
        private readonly long[] low = new long[measures + Quantity.Counts];
        private readonly long?[] high = [.. Enumerable.Repeat<long?>(0, measures + Quantity.Counts)];

        public long Persons => figures[0];

        public int Sources { get; private set; }

        public int Missing { get; private set; }

        public void Add(PublishedCell cell, CellBounds bounds)
        {
            for (var figure = 0; figure < figures.Length; figure++)
            {
                figures[figure] = checked(figures[figure] + cell.Figure(figure));
            }

            Sources++;
            Missing += cell.MissingSources > 0 ? 1 : 0;
            Widen(bounds);
        }

        public void Miss(CellBounds bounds)
        {
            Missing++;
            Widen(bounds);
        }

        public PublishedCell Published(IReadOnlyList<string?> codes) =>
            new(codes, Persons, figures[1], figures[Quantity.Counts..], Sources, Missing, Missing > 0 ? new CellBounds(low, high) : null);

        private void Widen(CellBounds bounds)
        {
            for (var figure = 0; figure < figures.Length; figure++)
            {
                low[figure] = checked(low[figure] + bounds.Low[figure]);
                high[figure] = checked(high[figure] + bounds.High[figure]);
            }
        }
    }
}
