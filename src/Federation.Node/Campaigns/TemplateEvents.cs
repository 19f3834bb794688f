namespace Federation.Node.Campaigns;

/// <summary>An officer of this node published a template.</summary>
public sealed record TemplatePublished(
    Guid TemplateId, string Url, CampaignDefinition Definition, string Document, string Sha256, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "template.published.v1";
}

/// <summary>An approved peer announced a template; its checksum and proof held.</summary>
public sealed record TemplateReceived(
    Guid TemplateId, string Url, string PeerHost, CampaignDefinition Definition, string Document, string Sha256, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "template.received.v1";
}

/// <summary>A template, ours or a peer's, was signed again by another key because its own was revoked; it says the same.</summary>
public sealed record TemplateSignedAgain(Guid TemplateId, string Document, string Sha256, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "template.signed-again.v1";
}
