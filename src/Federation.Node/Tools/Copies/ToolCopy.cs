using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Tools.Copies;

/// <summary>One version of a peer's tool, as far as it is here.</summary>
/// <param name="Id">The stream, derived from the version's address.</param>
/// <param name="Host">Who publishes it.</param>
/// <param name="Url">The version.</param>
/// <param name="Manifest">What is said about it; null when its revocation came first.</param>
/// <param name="ArchiveUrl">Where its bytes are.</param>
/// <param name="Sha256">Their digest.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Document">The signed description.</param>
/// <param name="Archive">Its bytes, once they are here and verified.</param>
/// <param name="InstalledBy">Who made it available here; null when it is not.</param>
/// <param name="RevokedBecause">Why it must not be used; null when it may.</param>
/// <param name="At">When it became what it is.</param>
public sealed record ToolCopy(
    Guid Id, string Host, string Url, ToolManifest? Manifest, Uri? ArchiveUrl, string Sha256, long Bytes, string Document, ToolArchive? Archive,
    Guid? InstalledBy, string? RevokedBecause, DateTimeOffset At)
{
    /// <summary>The stream of a version.</summary>
    public static Guid IdOf(string url) => new(SHA256.HashData(Encoding.UTF8.GetBytes("tool copy " + url)).AsSpan(0, 16));

    /// <summary>Begins with an announcement.</summary>
    public static ToolCopy Create(ToolAnnounced announced)
    {
        ArgumentNullException.ThrowIfNull(announced);
        return new(
            announced.CopyId, announced.Host, announced.Url, announced.Manifest, announced.ArchiveUrl, announced.Sha256, announced.Bytes, announced.Document,
            null, null, null, announced.At);
    }

    /// <summary>Begins with a revocation that overtook what it is about.</summary>
    public static ToolCopy Create(ToolCopyRevoked revoked)
    {
        ArgumentNullException.ThrowIfNull(revoked);
        return new(revoked.CopyId, revoked.Host, revoked.Url, null, null, "", 0, "", null, null, revoked.Reason, revoked.At);
    }

    /// <summary>By another key.</summary>
    public ToolCopy Apply(ToolCopySignedAgain again) => this with { Document = again.Document };

    /// <summary>Fetched and verified.</summary>
    public ToolCopy Apply(ToolMirrored mirrored) => this with { Archive = mirrored.Archive, At = mirrored.At };

    /// <summary>Available here.</summary>
    public ToolCopy Apply(ToolInstalled installed) => this with { InstalledBy = installed.By, At = installed.At };

    /// <summary>Not available any more.</summary>
    public ToolCopy Apply(ToolWithdrawn withdrawn) => this with { InstalledBy = null, At = withdrawn.At };

    /// <summary>Not to be used any more; that it was installed stays known, so that people are warned.</summary>
    public ToolCopy Apply(ToolCopyRevoked revoked) => this with { RevokedBecause = revoked.Reason, At = revoked.At };
}
