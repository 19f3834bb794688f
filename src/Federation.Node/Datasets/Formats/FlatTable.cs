using Federation.Node.Datasets.Tables;

namespace Federation.Node.Datasets.Formats;

/// <summary>
/// A table as one list of rows, cells shown and cells hidden alike, in the order of its codes with totals last: a column for each dimension,
/// persons, contributions, a column for each measure, how many unions hide this cell, between which values each figure lies where that is said, and
/// whether it is shown.
/// </summary>
internal sealed class FlatTable
{
    /// <summary>Names of the columns that every table has.</summary>
    public const string Persons = "persons", Contributions = "contributions", MissingSources = "missing_sources", Status = "status";

    /// <summary>What the column of status says.</summary>
    public const string Shown = "shown", Hidden = "hidden";

    private FlatTable(TableFile table)
    {
        Table = table;
        Total = Unused("_T", table);
        HiddenMark = Unused("[c]", table);
        var names = UniqueNames.Of(
            [.. table.Dimensions.Select(dimension => dimension.Name).Concat(table.Measures.Select(measure => measure.Name)).Select(FormulaGuard.Defuse)], [Persons, Contributions, MissingSources, Status]);
        Dimensions = [.. names.Take(table.Dimensions.Count)];
        Figures = [Persons, Contributions, .. names.Skip(table.Dimensions.Count), MissingSources];
        Bounds = TableBounds.AnyIn(table)
            ? UniqueNames.Of([.. Figures.SkipLast(1).SelectMany(name => new[] { name + "_low", name + "_high" })], [.. Dimensions, .. Figures, Status])
            : [];
        Rows = RowsOf(table);
    }

    /// <summary>What it is made of.</summary>
    public TableFile Table { get; }

    /// <summary>The code that stands for a total: <c>_T</c>, as in SDMX.</summary>
    public string Total { get; }

    /// <summary>What stands in a text file where a figure is hidden: <c>[c]</c>, confidential, as statistical offices write it; no code reads like it.</summary>
    public string HiddenMark { get; }

    /// <summary>Names of the columns of codes, of which no spreadsheet makes a formula.</summary>
    public IReadOnlyList<string> Dimensions { get; }

    /// <summary>Names of the columns of whole numbers.</summary>
    public IReadOnlyList<string> Figures { get; }

    /// <summary>Names of the columns of the lowest and highest value of each figure but the last; none where no cell says its bounds.</summary>
    public IReadOnlyList<string> Bounds { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<Row> Rows { get; }

    /// <summary>The rows of a table.</summary>
    public static FlatTable Of(TableFile table) => new(table);

    /// <summary>One row.</summary>
    /// <param name="Codes">A code for each dimension; null is a total.</param>
    /// <param name="Cell">The cell; null when it is hidden.</param>
    public sealed record Row(IReadOnlyList<string?> Codes, TableCell? Cell)
    {
        /// <summary>The figures in the order of <see cref="FlatTable.Figures"/>; null when they are hidden.</summary>
        public IReadOnlyList<long>? Figures => Cell is { } cell ? [cell.Persons, cell.Contributions, .. cell.Measures, cell.MissingSources] : null;

        /// <summary>The values in the order of <see cref="FlatTable.Bounds"/>, when the table has any; null where they are hidden or not known.</summary>
        public IReadOnlyList<long?>? Bounds => Cell is { } cell ? [.. TableBounds.All(cell).SelectMany(bounds => new[] { bounds.Low, bounds.High })] : null;

        /// <summary>Shown or hidden.</summary>
        public string Status => Cell is null ? Hidden : Shown;
    }

    private static List<Row> RowsOf(TableFile table)
    {
        var places = table.Dimensions.Select(dimension => dimension.Codes.Select((code, place) => (code.Code, place)).ToDictionary(each => each.Code, each => each.place)).ToList();
        var rows = table.Cells.Select(cell => new Row(cell.Codes, cell)).Concat(table.Hidden.Select(cell => new Row(cell.Codes, null))).ToList();
        rows.Sort((a, b) => a.Codes.Select((code, d) => Place(d, code).CompareTo(Place(d, b.Codes[d]))).FirstOrDefault(order => order != 0));
        return rows;

        int Place(int dimension, string? code) => code is null ? int.MaxValue : places[dimension][code];
    }

    private static string Unused(string mark, TableFile table)
    {
        var codes = table.Dimensions.SelectMany(dimension => dimension.Codes).Select(code => code.Code).ToHashSet(StringComparer.Ordinal);
        while (codes.Contains(mark))
        {
            mark += "_";
        }

        return mark;
    }
}
