using Federation.Node.CommandLine.Demo.Checks;

namespace Federation.Node.Tests.CommandLine.Demo;

/// <summary>A table of two dimensions in which the cell in row r and column c holds 10 + r + c persons, each with ten minutes.</summary>
internal sealed class Survey(string[] rows, string[] columns)
{
    /// <summary>The table with some cells hidden.</summary>
    public ReadTable Hiding(params string[] hidden)
    {
        ReadTable.Dimension[] dimensions = [new("row", rows, false), new("column", columns, false)];
        var all = Cell.All(dimensions).ToDictionary(codes => Cell.Key(codes), Count);
        return new ReadTable(
            dimensions, ["minutes"], 10, hidden.Length, null,
            all.Where(cell => !hidden.Contains(cell.Key)).ToDictionary(
                cell => cell.Key, cell => new ReadTable.Shown(new Figures(cell.Value, cell.Value, [cell.Value * 10]), 1, 0)),
            hidden.ToHashSet());
    }

    private long Count(IReadOnlyList<string?> codes) =>
        (from row in Places(rows, codes[0]) from column in Places(columns, codes[1]) select 10L + row + column).Sum();

    // The places of the rows or columns that a code stands for.
    private static IEnumerable<int> Places(string[] all, string? code) =>
        code is null ? Enumerable.Range(0, all.Length) : [Array.IndexOf(all, code)];
}
