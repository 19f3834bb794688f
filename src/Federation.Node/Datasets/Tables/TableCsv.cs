using System.Globalization;
using System.Text;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// A table as CSV (RFC 4180): one line a cell shown, <c>total</c> where a dimension is totalled; hidden cells are absent. Where unions hide what is missing in a
/// cell, or figures have noise, columns for the lowest and highest value of each figure follow; a highest that is not known is empty.
/// </summary>
internal static class TableCsv
{
    public static byte[] Of(TableFile table)
    {
        var text = new StringBuilder();
        var hasBounds = TableBounds.AnyIn(table);
        IEnumerable<string> columns = ["persons", "contributions", .. table.Measures.Select(measure => measure.Unit is { } unit ? $"{measure.Name} ({unit})" : measure.Name)];
        Line(text, [.. table.Dimensions.Select(dimension => dimension.Name), .. columns, .. hasBounds ? columns.SelectMany(name => new[] { $"{name}, lowest", $"{name}, highest" }) : []]);
        foreach (var cell in table.Cells)
        {
            Line(text, [.. cell.Codes.Select(code => code ?? "total"), Number(cell.Persons), Number(cell.Contributions), .. cell.Measures.Select(Number),
                .. hasBounds ? TableBounds.All(cell).SelectMany(bounds => new[] { Number(bounds.Low), bounds.High is { } high ? Number(high) : "" }) : []]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> fields) => CsvText.Line(text, fields.Select(FormulaGuard.Defuse));
}
