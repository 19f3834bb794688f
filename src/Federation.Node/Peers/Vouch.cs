namespace Federation.Node.Peers;

/// <summary>A federation's word for a peer.</summary>
/// <param name="Credential">URL of its affiliation credential.</param>
/// <param name="Issuer">The federation's host.</param>
/// <param name="Until">When it ends.</param>
public sealed record Vouch(string Credential, string Issuer, DateTimeOffset Until);
