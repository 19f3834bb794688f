using System.Text.Json.Nodes;

namespace Federation.Node.Campaigns;

/// <summary>A template as announced: whole and consistent, its proof not yet checked.</summary>
/// <param name="Url">Its id.</param>
/// <param name="KeyId">The key its proof names; one of its publisher's.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Document">The signed document.</param>
/// <param name="Sha256">Its checksum.</param>
internal sealed record AnnouncedTemplate(string Url, string KeyId, CampaignDefinition Definition, JsonObject Document, string Sha256);
