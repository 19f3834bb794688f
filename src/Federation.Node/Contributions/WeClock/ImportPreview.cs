namespace Federation.Node.Contributions.WeClock;

/// <summary>What the member is shown before anything is kept.</summary>
/// <param name="Rows">Rows read, by kind; kinds that do not occur are absent.</param>
/// <param name="FirstDay">Local date of the oldest row.</param>
/// <param name="LastDay">Local date of the newest row.</param>
/// <param name="ThrownAway">What this file holds that will not be kept.</param>
internal sealed record ImportPreview(
    IReadOnlyDictionary<RowKind, int> Rows, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<ThrownAway> ThrownAway)
{
    /// <summary>Rows of any kind.</summary>
    public int TotalRows => Rows.Values.Sum();
}
