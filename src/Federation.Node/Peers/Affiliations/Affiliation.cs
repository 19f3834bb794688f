using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Peers.Affiliations;

/// <summary>How far an affiliation is.</summary>
public enum AffiliationState
{
    /// <summary>One person wants it.</summary>
    Proposed,

    /// <summary>Signed; it counts from its first to its last day.</summary>
    Signed,

    /// <summary>Taken back.</summary>
    Revoked,
}

/// <summary>"This union is our affiliate until a date": said by this node, or by a peer.</summary>
/// <param name="Id">The stream: one for each credential.</param>
/// <param name="Credential">The credential's URL.</param>
/// <param name="Issuer">The federation's host; empty when it is this node.</param>
/// <param name="Host">The affiliate.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="State">How far it is.</param>
/// <param name="ProposedBy">Who proposed it here; empty when a peer says it.</param>
/// <param name="Document">The signed credential, JSON; null before it is signed.</param>
public sealed record Affiliation(
    Guid Id, string Credential, string Issuer, string Host, DateTimeOffset Until, AffiliationState State, Guid ProposedBy, string? Document)
{
    /// <summary>The stream of a credential.</summary>
    public static Guid IdOf(string credential) => new(SHA256.HashData(Encoding.UTF8.GetBytes("affiliation " + credential)).AsSpan(0, 16));

    /// <summary>Ours, wanted.</summary>
    public static Affiliation Create(AffiliationProposed proposed) => new(
        proposed.AffiliationId, proposed.Credential, "", proposed.Host, proposed.Until, AffiliationState.Proposed, proposed.By, null);

    /// <summary>A peer's.</summary>
    public static Affiliation Create(AffiliationReceived received) => new(
        received.AffiliationId, received.Credential, received.Issuer, received.Host, received.Until, AffiliationState.Signed, Guid.Empty, received.Document);

    /// <summary>A peer's, heard of by its end.</summary>
    public static Affiliation Create(AffiliationTakenBack taken) => new(
        taken.AffiliationId, taken.Credential, taken.Issuer, "", taken.At, AffiliationState.Revoked, Guid.Empty, null);

    /// <summary>Ours, signed.</summary>
    public Affiliation Apply(AffiliationSigned signed) => this with { State = AffiliationState.Signed, Document = signed.Document };

    /// <summary>By another key.</summary>
    public Affiliation Apply(AffiliationSignedAgain again) => this with { Document = again.Document };

    /// <summary>Ours, over.</summary>
    public Affiliation Apply(AffiliationRevoked _) => this with { State = AffiliationState.Revoked };

    /// <summary>The peer's, over.</summary>
    public Affiliation Apply(AffiliationTakenBack _) => this with { State = AffiliationState.Revoked };

    /// <summary>True while it counts.</summary>
    public bool IsGood(DateTimeOffset now) => State == AffiliationState.Signed && now < Until;
}
