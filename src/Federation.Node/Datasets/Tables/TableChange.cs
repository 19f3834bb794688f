namespace Federation.Node.Datasets.Tables;

/// <summary>What a reader of the version that is published would find otherwise in a proposed one.</summary>
/// <param name="Shown">Cells that would be shown and are hidden, or empty, now.</param>
/// <param name="Hidden">Cells that would be hidden, or empty, and are shown now.</param>
/// <param name="Changed">Cells that would show another figure.</param>
/// <param name="Cells">All of these, cell by cell, in the order of the proposed table, those that are gone last.</param>
public sealed record TableChange(int Shown, int Hidden, int Changed, IReadOnlyList<CellChange> Cells)
{
    /// <summary>Between two versions of a table; null where one is cut or adds up otherwise, as an officer may choose with noise, so that no cell is a cell of the other.</summary>
    public static TableChange? Between(TableFile published, TableFile proposed)
    {
        if (!published.Dimensions.Select(dimension => dimension.Name).SequenceEqual(proposed.Dimensions.Select(dimension => dimension.Name))
            || !published.Measures.Select(measure => measure.Name).SequenceEqual(proposed.Measures.Select(measure => measure.Name)))
        {
            return null;
        }

        var before = published.Cells.ToDictionary(Key);
        var after = proposed.Cells.ToDictionary(Key);
        List<CellChange> changed = [.. proposed.Cells.Where(cell => before.TryGetValue(Key(cell), out var old) && !IsSame(old, cell)).Select(cell => new CellChange(cell.Codes, before[Key(cell)], cell))];
        List<CellChange> shown = [.. proposed.Cells.Where(cell => !before.ContainsKey(Key(cell))).Select(cell => new CellChange(cell.Codes, null, cell))];
        List<CellChange> hidden = [.. published.Cells.Where(cell => !after.ContainsKey(Key(cell))).Select(cell => new CellChange(cell.Codes, cell, null))];
        return new TableChange(shown.Count, hidden.Count, changed.Count, [.. changed, .. shown, .. hidden]);
    }

    private static bool IsSame(TableCell one, TableCell other) => one.Persons == other.Persons && one.Contributions == other.Contributions
        && one.Measures.SequenceEqual(other.Measures) && TableBounds.All(one).SequenceEqual(TableBounds.All(other));

    // Codes hold no tab: they are machine names.
    private static string Key(TableCell cell) => string.Join('\t', cell.Codes);
}

/// <summary>One cell that is not what it was.</summary>
/// <param name="Codes">A code for each dimension; null is a total.</param>
/// <param name="Before">What is published of it; null when it is hidden or empty.</param>
/// <param name="After">What would be; null when it would be hidden or empty.</param>
public sealed record CellChange(IReadOnlyList<string?> Codes, TableCell? Before, TableCell? After);
