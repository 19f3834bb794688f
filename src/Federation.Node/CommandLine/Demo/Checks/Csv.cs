using System.Globalization;
using System.Text;

namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>The table as a spreadsheet opens it. Codes and numbers only, so no field needs quotes.</summary>
internal static class Csv
{
    /// <summary>What the CSV file says that the table does not, and the other way round.</summary>
    public static IReadOnlyList<string> Against(ReadTable table, byte[] csv)
    {
        // Columns behind the figures say between which values they lie.
        var columns = table.Dimensions.Count + 2 + table.Measures.Count;
        var lines = Encoding.UTF8.GetString(csv).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => string.Join(',', line.Split(',').Take(columns))).ToHashSet(StringComparer.Ordinal);
        var cells = table.Cells.Select(cell => Line(cell.Key, cell.Value.Figures)).ToHashSet(StringComparer.Ordinal);
        return [.. lines.Except(cells).Select(line => $"only the CSV has: {line}"), .. cells.Except(lines).Select(line => $"the CSV lacks: {line}")];
    }

    private static string Line(string cell, Figures figures) => string.Join(',',
        [.. cell.Split(" / ").Select(code => code == "*" ? "total" : code), .. new[] { figures.Persons, figures.Contributions }.Concat(figures.Measures)
            .Select(number => number.ToString(CultureInfo.InvariantCulture))]);
}
