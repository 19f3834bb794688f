using Federation.Node.Tools.Copies;

namespace Federation.Node.Tools;

/// <summary>One version of a tool as people see it, whoever publishes it.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="Host">Its publisher; empty for this node.</param>
/// <param name="Name">The tool; read from its address when nothing more is known.</param>
/// <param name="Version">The version.</param>
/// <param name="Manifest">What is said about it; null when it was revoked before it was heard of.</param>
/// <param name="Bytes">Size of the archive.</param>
/// <param name="Sha256">Digest of the archive.</param>
/// <param name="State">How far it is here.</param>
/// <param name="IsInstalled">True when members of this node can, or could, download it.</param>
/// <param name="Reason">Why it was revoked or sent back, or why it is not here yet.</param>
/// <param name="Document">Address of the signed description.</param>
/// <param name="At">When it became what it is.</param>
internal sealed record ToolCard(
    Guid Id, string Host, string Name, string Version, ToolManifest? Manifest, long Bytes, string Sha256, CardState State, bool IsInstalled, string? Reason,
    string Document, DateTimeOffset At)
{
    /// <summary>True for a version of this node.</summary>
    public bool IsOurs => Host.Length == 0;

    /// <summary>Name of the part of the page about the tool.</summary>
    public string Anchor => IsOurs ? Name : $"{Name}-{Host.Replace(':', '-')}";

    /// <summary>Where members download it; null when they cannot.</summary>
    public string? Download => State switch
    {
        CardState.Published => "/tool-archives/" + Sha256,
        CardState.Installed => $"/tools/copies/{Id}/archive",
        _ => null,
    };

    public static ToolCard Of(Tool tool) => new(
        tool.Id, "", tool.Manifest.Name, tool.Manifest.Version, tool.Manifest, tool.Archive.Bytes, tool.Archive.Sha256, tool.State switch
        {
            ToolState.Proposed => CardState.Proposed,
            ToolState.Returned => CardState.Returned,
            ToolState.Published => CardState.Published,
            _ => CardState.Revoked,
        }, tool.State is ToolState.Published or ToolState.Revoked, tool.Reason, $"/tools/{tool.Manifest.Name}/{tool.Manifest.Version}", tool.At);

    public static ToolCard Of(ToolCopy copy, string? trouble)
    {
        var parts = copy.Url.Split('/'); // .../tools/NAME/VERSION; looked at when it came
        return new(
            copy.Id, copy.Host, copy.Manifest?.Name ?? parts[^2], copy.Manifest?.Version ?? parts[^1], copy.Manifest, copy.Bytes, copy.Sha256,
            copy.RevokedBecause is not null ? CardState.Revoked
                : copy.Archive is null ? CardState.Announced
                : copy.InstalledBy is null ? CardState.Mirrored
                : CardState.Installed,
            copy.InstalledBy is not null, copy.RevokedBecause ?? trouble, copy.Url, copy.At);
    }
}

/// <summary>How far a version is here.</summary>
internal enum CardState
{
    /// <summary>Waits for a second person.</summary>
    Proposed,

    /// <summary>Sent back.</summary>
    Returned,

    /// <summary>Ours, signed and announced.</summary>
    Published,

    /// <summary>A peer's, its archive not here yet.</summary>
    Announced,

    /// <summary>A peer's, its archive verified and kept.</summary>
    Mirrored,

    /// <summary>A peer's, available to the members here.</summary>
    Installed,

    /// <summary>Not to be used any more.</summary>
    Revoked,
}
