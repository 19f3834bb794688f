namespace Federation.Node.Peers.Affiliations;

/// <summary>Here, at a federation: an administrator wants to say that a peer is an affiliate; somebody else must agree.</summary>
public sealed record AffiliationProposed(Guid AffiliationId, string Credential, string Host, DateTimeOffset Until, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.proposed.v1";
}

/// <summary>Here, at a federation: another person agreed, and the credential was signed.</summary>
public sealed record AffiliationSigned(Guid AffiliationId, string Document, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.signed.v1";
}

/// <summary>Here, at a federation: the credential was taken back, or the proposal dropped.</summary>
public sealed record AffiliationRevoked(Guid AffiliationId, string Reason, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.revoked.v1";
}

/// <summary>A peer, a federation, said of a host that it is its affiliate.</summary>
public sealed record AffiliationReceived(
    Guid AffiliationId, string Credential, string Issuer, string Host, DateTimeOffset From, DateTimeOffset Until, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.received.v1";
}

/// <summary>The federation took its credential back. Also kept of credentials never seen: a revocation beats what comes late.</summary>
public sealed record AffiliationTakenBack(Guid AffiliationId, string Credential, string Issuer, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.taken-back.v1";
}

/// <summary>A credential, ours or a peer's, was signed again by another key because its own was revoked; it says the same.</summary>
public sealed record AffiliationSignedAgain(Guid AffiliationId, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "affiliation.signed-again.v1";
}
