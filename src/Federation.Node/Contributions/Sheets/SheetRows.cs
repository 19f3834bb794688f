using System.Globalization;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Gathers the rows of a file, in bounds; the first that holds anything names the columns.</summary>
internal sealed class SheetRows
{
    private readonly List<SheetRow> rows = [];
    private IReadOnlyList<SheetCell>? header;
    private int cells;
    private int width;

    /// <summary>Takes a row; what comes back refuses the file.</summary>
    public SheetRefusal? Add(int number, IReadOnlyList<SheetCell> row)
    {
        if (row.All(cell => cell.IsEmpty))
        {
            return null;
        }

        for (var column = 0; column < row.Count; column++)
        {
            if (row[column].Text.Length > SheetLimits.MaxCellLength)
            {
                return new SheetRefusal.LongCell(number, Sheet.Letter(column), SheetLimits.MaxCellLength);
            }
        }

        (cells, width) = (cells + row.Count, Math.Max(width, row.Count));
        if (width > SheetLimits.MaxColumns)
        {
            return new SheetRefusal.TooManyColumns(SheetLimits.MaxColumns);
        }

        if (header is null)
        {
            header = row;
            return LooksLikeFigures(row) ? new SheetRefusal.NoHeader(number) : null;
        }

        rows.Add(new(number, row));
        return rows.Count > SheetLimits.MaxRows ? new SheetRefusal.TooManyRows(SheetLimits.MaxRows)
            : cells > SheetLimits.MaxCells ? new SheetRefusal.TooManyCells(SheetLimits.MaxCells)
            : null;
    }

    /// <summary>The table, or why there is none.</summary>
    public (Sheet? Sheet, SheetRefusal? Refusal) Done(IReadOnlyList<string> otherSheets) =>
        header is null ? (null, new SheetRefusal.Nothing())
        : rows.Count == 0 ? (null, new SheetRefusal.NoRows())
        : (new([.. Enumerable.Range(0, width).Select(column => column < header.Count && !string.IsNullOrWhiteSpace(header[column].Text) ? header[column].Text.Trim() : Sheet.Letter(column))], rows, otherSheets), null);

    // A header says words. Where half of it or more are dates and figures, somebody left the header away.
    private static bool LooksLikeFigures(IReadOnlyList<SheetCell> row)
    {
        var said = row.Where(cell => !cell.IsEmpty).ToList();
        return said.Count(cell => cell.Kind is not CellKind.Text || char.IsAsciiDigit(cell.Text.TrimStart()[0])
            || decimal.TryParse(cell.Text, NumberStyles.Any, CultureInfo.InvariantCulture, out _)) * 2 >= said.Count;
    }
}
