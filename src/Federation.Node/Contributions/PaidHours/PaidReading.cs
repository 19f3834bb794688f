namespace Federation.Node.Contributions.PaidHours;

/// <summary>What a file of paid hours holds.</summary>
/// <param name="Rows">One a week, with nothing but the week and what was paid.</param>
/// <param name="ThrownAway">Columns that are not kept.</param>
internal sealed record PaidReading(IReadOnlyList<ContributedRow> Rows, IReadOnlyList<string> ThrownAway);
