namespace Federation.Privacy.DisclosureControl;

/// <summary>One cell that may leave the node.</summary>
/// <param name="Codes">One code for each dimension; null is a total.</param>
/// <param name="Persons">Distinct persons. They do not add up over a dimension in which persons repeat.</param>
/// <param name="Contributions">Contributions (one person in one week); they add up over every dimension.</param>
/// <param name="Measures">Sums, in the order of the table's measures.</param>
/// <param name="Sources">How many tables were added up in this cell; 1 for a union's own.</param>
/// <param name="MissingSources">How many tables hide this cell, so that it is too small by what they hide.</param>
/// <param name="Bounds">Between which values it lies when some tables hide it; null when none does, or when that was not worked out.</param>
public sealed record PublishedCell(IReadOnlyList<string?> Codes, long Persons, long Contributions, IReadOnlyList<long> Measures,
    int Sources = 1, int MissingSources = 0, CellBounds? Bounds = null)
{
    /// <summary>Its figures by number: persons, contributions, then the measures.</summary>
    internal long Figure(int number) => number switch { 0 => Persons, 1 => Contributions, _ => Measures[number - Quantity.Counts] };
}
