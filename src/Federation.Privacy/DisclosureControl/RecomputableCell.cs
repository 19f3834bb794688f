namespace Federation.Privacy.DisclosureControl;

/// <summary>A hidden cell that anybody with the published cells can work out by adding and subtracting.</summary>
/// <param name="Codes">One code for each dimension; null is a total.</param>
/// <param name="Contributions">The number of contributions given away.</param>
/// <param name="Measures">The sums given away, in the order of the table's measures.</param>
public sealed record RecomputableCell(IReadOnlyList<string?> Codes, decimal Contributions, IReadOnlyList<decimal> Measures);
