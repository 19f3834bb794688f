namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>Looks for what is wrong with a released table; every complaint names a cell and the two numbers.</summary>
internal static class TableChecks
{
    /// <summary>A union's table against what its members gave: every number the same, every small group absent, nothing missing unsaid.</summary>
    public static IReadOnlyList<string> AgainstPeople(ReadTable table, IReadOnlyDictionary<string, Figures> given) =>
    [
        .. table.Measures.SequenceEqual(IndependentTable.Measures) ? [] : new[] { $"its measures are {string.Join(", ", table.Measures)}" },
        .. table.Cells.Where(cell => cell.Value.Figures != given.GetValueOrDefault(cell.Key))
            .Select(cell => $"{cell.Key} shows {cell.Value.Figures}, but people gave {given.GetValueOrDefault(cell.Key)?.ToString() ?? "nothing"}"),
        .. given.Where(cell => cell.Value.Persons < table.MinimumGroup && table.Cells.ContainsKey(cell.Key))
            .Select(cell => $"{cell.Key} shows a group of {cell.Value.Persons}"),
        .. given.Keys.Where(cell => !table.Cells.ContainsKey(cell) && !table.Hidden.Contains(cell)).Select(cell => $"{cell} is neither shown nor said to be hidden"),
        .. table.Hidden.Where(cell => !given.ContainsKey(cell)).Select(cell => $"{cell} is said to be hidden, but nobody is in it"),
        .. Shape(table),
    ];

    /// <summary>A roll-up against the tables it adds up: every number the sum of those shown, every group large enough.</summary>
    public static IReadOnlyList<string> AgainstSources(ReadTable rollUp, IReadOnlyList<ReadTable> sources) =>
    [
        .. rollUp.Cells.SelectMany(cell => AgainstSources(cell.Key, cell.Value, sources)),
        .. sources.SelectMany(source => source.Cells.Keys).Distinct().Where(cell => !rollUp.Cells.ContainsKey(cell) && !rollUp.Hidden.Contains(cell))
            .Select(cell => $"{cell} is neither shown nor said to be hidden"),
        .. Shape(rollUp),
    ];

    /// <summary>What a table and its corrected version must differ by.</summary>
    /// <param name="before">The version with them.</param>
    /// <param name="after">The version without.</param>
    /// <param name="gone">What they gave, by cell.</param>
    public static IReadOnlyList<string> Difference(ReadTable before, ReadTable after, IReadOnlyDictionary<string, Figures> gone) =>
    [
        .. before.Cells.Keys.Intersect(after.Cells.Keys)
            .Where(cell => before.Cells[cell].Figures != Figures.Plus(after.Cells[cell].Figures, gone.GetValueOrDefault(cell) ?? Nothing(after)))
            .Select(cell => $"{cell} went from {before.Cells[cell].Figures} to {after.Cells[cell].Figures}"),
    ];

    /// <summary>What a corrected version shows although the one before hid it: whoever has both would know the hidden cells.</summary>
    public static IReadOnlyList<string> Reappeared(ReadTable before, ReadTable after) =>
        [.. before.Hidden.Where(after.Cells.ContainsKey).Select(cell => $"{cell} was hidden and is shown now")];

    private static Figures Nothing(ReadTable table) => new(0, 0, [.. table.Measures.Select(_ => 0L)]);

    private static IEnumerable<string> AgainstSources(string cell, ReadTable.Shown shown, IReadOnlyList<ReadTable> sources)
    {
        var showing = sources.Where(source => source.Cells.ContainsKey(cell)).ToList();
        var hiding = sources.Count(source => source.Hidden.Contains(cell));
        var sum = showing.Select(source => source.Cells[cell].Figures).Aggregate(Nothing(sources[0]), Figures.Plus);
        if (shown.Figures != sum)
        {
            yield return $"{cell} shows {shown.Figures}, but its sources show {sum} together";
        }

        if (shown.Sources != showing.Count || shown.MissingSources != hiding)
        {
            yield return $"{cell} says {shown.Sources} sources and {shown.MissingSources} missing, but {showing.Count} show it and {hiding} hide it";
        }
    }

    private static IEnumerable<string> Shape(ReadTable table)
    {
        foreach (var (cell, shown) in table.Cells.Where(cell => cell.Value.Figures.Persons < table.MinimumGroup))
        {
            yield return $"{cell} shows {shown.Figures.Persons} persons, fewer than {table.MinimumGroup}";
        }

        foreach (var cell in table.Hidden.Where(table.Cells.ContainsKey))
        {
            yield return $"{cell} is both shown and said to be hidden";
        }

        if (table.SuppressedCells != table.Hidden.Count)
        {
            yield return $"it counts {table.SuppressedCells} hidden cells and lists {table.Hidden.Count}";
        }
    }
}
