using System.Globalization;
using System.Text;

namespace Federation.Node.Datasets.Tables;

/// <summary>A table as CSV (RFC 4180): one line a cell shown, <c>total</c> where a dimension is totalled; hidden cells are absent.</summary>
internal static class TableCsv
{
    public static byte[] Of(TableFile table)
    {
        var text = new StringBuilder();
        Line(text, [.. table.Dimensions.Select(dimension => dimension.Name), "persons", "contributions",
            .. table.Measures.Select(measure => measure.Unit is { } unit ? $"{measure.Name} ({unit})" : measure.Name)]);
        foreach (var cell in table.Cells)
        {
            Line(text, [.. cell.Codes.Select(code => code ?? "total"), Number(cell.Persons), Number(cell.Contributions), .. cell.Measures.Select(Number)]);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, IEnumerable<string> fields) => text.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    // A spreadsheet must not run a code as a formula (OWASP: CSV injection).
    private static string Field(string value)
    {
        var defused = value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + value : value;
        return defused.AsSpan().IndexOfAny(",\"\r\n") < 0 ? defused : $"\"{defused.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
