using Federation.Node.Shell;

namespace Federation.Node.Tools;

/// <summary>What a tool's publisher says about one version of it; signed with it, shown to everybody who may get it.</summary>
/// <param name="Name">Lower-case letters, digits and hyphens.</param>
/// <param name="Version">By Semantic Versioning.</param>
/// <param name="License">SPDX identifier.</param>
/// <param name="Source">Where the source code is.</param>
/// <param name="Touches">The data it touches; empty when none.</param>
/// <param name="RunsOn">Where it runs.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="Review">Who looked at it and what they found.</param>
public sealed record ToolManifest(
    string Name, string Version, string License, string Source, IReadOnlyList<TouchedData> Touches, RunsOn RunsOn, Text Summary, ToolReview Review)
{
    /// <summary>Name and version as people say them.</summary>
    public string Title => $"{Name} {Version}";

    /// <summary>The version, to be compared; null in none that <see cref="ToolRules"/> let through.</summary>
    internal SemanticVersion? Rank => SemanticVersion.Read(Version);
}

/// <summary>Who looked at a version, when, and what they found.</summary>
/// <param name="By">A person, a working group, a firm; as it is published.</param>
/// <param name="On">The day.</param>
/// <param name="Findings">What they found.</param>
public sealed record ToolReview(string By, DateOnly On, string Findings);

/// <summary>The bytes of a version.</summary>
/// <param name="Sha256">Their digest, lower-case hexadecimal.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Kind">How they are packed.</param>
/// <param name="Entries">Files and folders inside.</param>
/// <param name="UnpackedBytes">Bytes of these files.</param>
public sealed record ToolArchive(string Sha256, long Bytes, ArchiveKind Kind, int Entries, long UnpackedBytes);

/// <summary>Data a tool can touch, in the words of this product; a closed list, so that members can compare.</summary>
public enum TouchedData
{
    /// <summary>Members' files.</summary>
    Documents,

    /// <summary>What members gave to a campaign.</summary>
    Contributions,

    /// <summary>Who agreed to what.</summary>
    Consents,

    /// <summary>Tables before they passed the gate.</summary>
    Tables,

    /// <summary>Published releases.</summary>
    Releases,

    /// <summary>Accounts: that somebody is a member.</summary>
    Accounts,
}

/// <summary>Where a tool runs.</summary>
public enum RunsOn
{
    /// <summary>A member's own phone or computer.</summary>
    MemberDevice,

    /// <summary>An officer's computer.</summary>
    OfficerComputer,

    /// <summary>The computer of the node, beside it.</summary>
    Node,
}

/// <summary>How an archive is packed.</summary>
public enum ArchiveKind
{
    /// <summary>tar, then gzip.</summary>
    TarGz,

    /// <summary>zip.</summary>
    Zip,
}
