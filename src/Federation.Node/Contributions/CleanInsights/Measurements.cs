namespace Federation.Node.Contributions.CleanInsights;

/// <summary>What an app sent: how often what happened in which period. Language and program of the sender are not read.</summary>
/// <param name="Points">Visits and events.</param>
internal sealed record Measurements(IReadOnlyList<MeasuredPoint> Points);

/// <summary>A visit or an event of one period.</summary>
/// <param name="IsVisit">A visit.</param>
/// <param name="Path">Path of the visit, or category and action of the event with a stroke between them.</param>
/// <param name="Times">How often.</param>
/// <param name="Value">Value of the event; nought without one.</param>
/// <param name="Start">First second of the period.</param>
/// <param name="End">Its last.</param>
internal sealed record MeasuredPoint(bool IsVisit, string Path, long Times, decimal Value, DateTimeOffset Start, DateTimeOffset End);
