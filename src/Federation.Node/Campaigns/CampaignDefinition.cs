using System.Text.Json.Serialization;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>What a campaign collects, for what, and what may come out; the content of a template.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Purpose">The one purpose.</param>
/// <param name="Notice">What members are told, by language; every language of the node must be there before it can open.</param>
/// <param name="Schema">The form, and the table made of it.</param>
/// <param name="MinimumGroup">Fewest persons behind a published figure.</param>
/// <param name="FederationMinimumGroup">The same for a federation's roll-up.</param>
/// <param name="RetentionMonths">Months after which contributions are destroyed.</param>
/// <param name="Recipients">Who receives the table.</param>
public sealed record CampaignDefinition(
    Text Title, Text Purpose, IReadOnlyDictionary<string, string> Notice, CampaignSchema Schema, int MinimumGroup,
    int FederationMinimumGroup, int RetentionMonths, IReadOnlyList<Text> Recipients)
{
    /// <summary>True when its table may be published to everybody once nothing that was contributed is left (<see cref="OpenPublication"/>); written only then.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PublishedOpenly { get; init; }
}
