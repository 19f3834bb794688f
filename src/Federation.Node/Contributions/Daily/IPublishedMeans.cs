namespace Federation.Node.Contributions.Daily;

/// <summary>A room that publishes tables, asked for what a member may read beside their own figures.</summary>
public interface IPublishedMeans
{
    /// <summary>
    /// The means of all people together in the table that is published of a campaign, by the code of the week and then by the name of the measure, in its unit.
    /// What is hidden is left out; empty when nothing is published.
    /// </summary>
    Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>>> Of(Guid campaignId, CancellationToken cancel);
}
