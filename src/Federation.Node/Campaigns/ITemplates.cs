using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>What other rooms may ask of campaign templates.</summary>
public interface ITemplates
{
    /// <summary>A template by its URL, or null.</summary>
    Task<TemplateCard?> Find(string id, CancellationToken cancel);

    /// <summary>All that may be adopted here: our own and those of approved peers.</summary>
    Task<IReadOnlyList<TemplateCard>> All(CancellationToken cancel);
}

/// <summary>A template as other rooms see one.</summary>
/// <param name="Id">URL of the signed file.</param>
/// <param name="PublisherHost">Host of the node that published it.</param>
/// <param name="Title">Its name.</param>
/// <param name="MinimumGroup">Fewest persons behind a published figure.</param>
/// <param name="FederationMinimumGroup">The same for a federation's roll-up.</param>
/// <param name="Schema">The form, and the table made of it.</param>
/// <param name="IsOurs">True when this node published it.</param>
public sealed record TemplateCard(
    string Id, string PublisherHost, Text Title, int MinimumGroup, int FederationMinimumGroup, CampaignSchema Schema, bool IsOurs);
