namespace Federation.Node.Contributions;

/// <summary>What other rooms may ask of contributions.</summary>
public interface IContributions
{
    /// <summary>
    /// Every row of a campaign as its table counts it, given under a consent that is active now: erased ones are absent, and so are those that still lack something.
    /// </summary>
    Task<ContributionRows> Rows(Guid campaignId, CancellationToken cancel);

    /// <summary>The same as it stood at some moments, in their order: what was given later is left out, and so is whatever has been erased since.</summary>
    Task<IReadOnlyList<ContributionRows>> RowsAsOf(Guid campaignId, IReadOnlyList<DateTimeOffset> moments, CancellationToken cancel);
}

/// <summary>One person's figures of one week, or of all their weeks where the table counts them once, in the clear inside the process only.</summary>
/// <param name="ConsentId">Tells persons apart without saying who they are.</param>
/// <param name="Dimensions">Codes by field name.</param>
/// <param name="Measures">Whole numbers by field name.</param>
public sealed record ContributionRow(
    Guid ConsentId, IReadOnlyDictionary<string, string> Dimensions, IReadOnlyDictionary<string, long> Measures);
