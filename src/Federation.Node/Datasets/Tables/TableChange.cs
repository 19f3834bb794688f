namespace Federation.Node.Datasets.Tables;

/// <summary>What a reader of the version that is published would find otherwise in a proposed one.</summary>
/// <param name="Shown">Cells that would be shown and are hidden, or empty, now.</param>
/// <param name="Hidden">Cells that would be hidden, or empty, and are shown now.</param>
/// <param name="Changed">Cells that would show another figure.</param>
public sealed record TableChange(int Shown, int Hidden, int Changed)
{
    /// <summary>Between two versions of a table.</summary>
    public static TableChange Between(TableFile published, TableFile proposed)
    {
        var before = published.Cells.ToDictionary(Key);
        var after = proposed.Cells.ToDictionary(Key);
        return new TableChange(
            after.Keys.Count(key => !before.ContainsKey(key)),
            before.Keys.Count(key => !after.ContainsKey(key)),
            after.Count(cell => before.TryGetValue(cell.Key, out var old) && (old.Persons != cell.Value.Persons
                || old.Contributions != cell.Value.Contributions || !old.Measures.SequenceEqual(cell.Value.Measures))));
    }

    // Codes hold no tab: they are machine names.
    private static string Key(TableCell cell) => string.Join('\t', cell.Codes);
}
