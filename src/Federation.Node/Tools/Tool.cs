using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Tools;

/// <summary>One version of a tool of this node.</summary>
/// <param name="Id">The stream, derived from name and version: two who propose the same version meet.</param>
/// <param name="Manifest">What is said about it.</param>
/// <param name="Archive">Its bytes.</param>
/// <param name="State">How far it is.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="Document">The signed description; null before it is published.</param>
/// <param name="Reason">Why it was sent back or revoked.</param>
/// <param name="Tombstone">What stands in its place; null until it is revoked.</param>
/// <param name="At">When it became what it is.</param>
public sealed record Tool(
    Guid Id, ToolManifest Manifest, ToolArchive Archive, ToolState State, Guid ProposedBy, DateTimeOffset ProposedAt, string? Document, string? Reason,
    string? Tombstone, DateTimeOffset At)
{
    /// <summary>The stream of a version.</summary>
    public static Guid IdOf(string name, string version) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"tool {name} {version}")).AsSpan(0, 16));

    /// <summary>Begins with a proposal.</summary>
    public static Tool Create(ToolProposed proposed)
    {
        ArgumentNullException.ThrowIfNull(proposed);
        return new(
            proposed.ToolId, proposed.Manifest, proposed.Archive, ToolState.Proposed, proposed.By, proposed.At, null, null, null, proposed.At);
    }

    /// <summary>Proposed again, perhaps with other bytes: nothing of it was published.</summary>
    public Tool Apply(ToolProposed proposed) => Create(proposed);

    /// <summary>Sent back.</summary>
    public Tool Apply(ToolReturned returned) => this with { State = ToolState.Returned, Reason = returned.Reason, At = returned.At };

    /// <summary>Published.</summary>
    public Tool Apply(ToolPublished published) => this with { State = ToolState.Published, Document = published.Document, Reason = null, At = published.At };

    /// <summary>Revoked.</summary>
    public Tool Apply(ToolRevoked revoked) => this with
    {
        State = ToolState.Revoked,
        Reason = revoked.Reason,
        Tombstone = revoked.Tombstone,
        At = revoked.At,
    };

    /// <summary>By another key.</summary>
    public Tool Apply(ToolSignedAgain again) => this with { Document = again.Document, Tombstone = again.Tombstone };

    /// <summary>Names exactly what stands on an approver's page.</summary>
    internal string Seen => ToolRules.Seen(Manifest, Archive);
}

/// <summary>How far a version is.</summary>
public enum ToolState
{
    /// <summary>Waits for a second person.</summary>
    Proposed,

    /// <summary>Sent back.</summary>
    Returned,

    /// <summary>Signed and announced.</summary>
    Published,

    /// <summary>Not to be used any more.</summary>
    Revoked,
}
