namespace Federation.Privacy.DisclosureControl;

/// <summary>One cell that holds somebody and is hidden. Cells that hold nobody are in neither list: they are known to be zero.</summary>
/// <param name="Codes">One code for each dimension; null is a total.</param>
/// <param name="Reason">Why it is hidden.</param>
/// <param name="Sources">How many tables publish this cell.</param>
/// <param name="MissingSources">How many tables hide this cell themselves.</param>
public sealed record SuppressedCell(IReadOnlyList<string?> Codes, SuppressionReason Reason, int Sources = 1, int MissingSources = 0);
