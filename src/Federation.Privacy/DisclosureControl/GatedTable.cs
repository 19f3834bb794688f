namespace Federation.Privacy.DisclosureControl;

/// <summary>A table that passed the gate: all of it may be published. Made by <see cref="Gate"/> and <see cref="RollUp"/>.</summary>
/// <param name="Dimensions">How the table is cut.</param>
/// <param name="Measures">The names of the measures, in the order of a cell's values.</param>
/// <param name="MinimumGroup">Persons behind every published number.</param>
/// <param name="Sources">How many tables were added up; 1 for a union's own.</param>
/// <param name="Published">The cells shown, inner cells and margins, in the order of the codes with totals last.</param>
/// <param name="Suppressed">The cells hidden, in the same order.</param>
/// <param name="Audit">The evidence that no hidden cell can be worked out. Of a table that came from elsewhere this is a claim:
/// repeat it with <see cref="SuppressionAudit.Of(IReadOnlyList{Dimension}, int, IReadOnlyList{PublishedCell}, IReadOnlyList{SuppressedCell}, IReadOnlyList{IReadOnlyList{string}})"/>.</param>
public sealed record GatedTable(IReadOnlyList<Dimension> Dimensions, IReadOnlyList<string> Measures, int MinimumGroup, int Sources,
    IReadOnlyList<PublishedCell> Published, IReadOnlyList<SuppressedCell> Suppressed, SuppressionAudit Audit)
{
    /// <summary>Names of the dimensions that are crossed with each other, as sector by week and region by week; null when all are.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Crossings { get; init; }

    /// <summary>How many cells are hidden.</summary>
    public int SuppressionCount => Suppressed.Count;

    /// <summary>The band of the whole population, or null when even the grand total is hidden or nobody contributed.</summary>
    public string? Population => Find([.. Dimensions.Select(_ => (string?)null)]) is { } all ? PopulationBand.Of(all.Persons) : null;

    /// <summary>The published cell at these codes (null is a total), or null when it is hidden or empty.</summary>
    public PublishedCell? Find(IReadOnlyList<string?> codes) => Published.FirstOrDefault(cell => cell.Codes.SequenceEqual(codes));
}
