namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>Names of cells: one code for each dimension, <c>*</c> for a total.</summary>
internal static class Cell
{
    private const string Total = "*";

    /// <summary>The name of the cell at these codes; null is a total.</summary>
    public static string Key(IEnumerable<string?> codes) => string.Join(" / ", codes.Select(code => code ?? Total));

    /// <summary>The cell at these codes and every margin it counts towards.</summary>
    public static IEnumerable<string> Reaches(IReadOnlyList<string> codes) =>
        Enumerable.Range(0, 1 << codes.Count).Select(mask => Key(codes.Select((code, place) => (mask >> place & 1) == 1 ? null : code)));

    /// <summary>Every cell of a table, margins included.</summary>
    public static IEnumerable<IReadOnlyList<string?>> All(IReadOnlyList<ReadTable.Dimension> dimensions) => dimensions.Aggregate(
        (IEnumerable<IReadOnlyList<string?>>)[[]],
        (cells, dimension) => cells.SelectMany(cell => dimension.Codes.Append(null).Select(code => (IReadOnlyList<string?>)[.. cell, code])));
}
