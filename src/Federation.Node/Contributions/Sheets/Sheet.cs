namespace Federation.Node.Contributions.Sheets;

/// <summary>A table that somebody uploaded: named columns and rows.</summary>
/// <param name="Columns">Their names, as the first row has them; one without a name has its letter.</param>
/// <param name="Rows">The rows under it that hold anything.</param>
/// <param name="OtherSheets">Names of the workbook's sheets that are not looked at.</param>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<SheetRow> Rows, IReadOnlyList<string> OtherSheets)
{
    /// <summary>Where the columns stand, by name whatever its case; of two with one name the first counts.</summary>
    public IReadOnlyDictionary<string, int> Places { get; } = Columns.Select((name, place) => (name, place)).GroupBy(each => each.name, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(same => same.Key, same => same.First().place, StringComparer.OrdinalIgnoreCase);

    /// <summary>The letter by which spreadsheet programs call a column.</summary>
    /// <param name="column">From 0.</param>
    public static string Letter(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letter((column / 26) - 1) + Letter(column % 26);

    /// <summary>What people recognise a column by: its letter and its name.</summary>
    public string Named(int column) => Columns[column] == Letter(column) ? Columns[column] : $"{Letter(column)}: {Columns[column]}";
}

/// <summary>One row.</summary>
/// <param name="Number">As spreadsheet programs count, the header being the first as a rule.</param>
/// <param name="Cells">Its cells; a row may be shorter than the header.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells)
{
    /// <summary>The cell of a column; empty when the row ends before it.</summary>
    public SheetCell this[int column] => column < Cells.Count ? Cells[column] : new("");
}
