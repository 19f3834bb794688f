using Federation.Node.Shell;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>A peer's release was verified and is kept here.</summary>
/// <param name="MirrorId">The mirror of one dataset.</param>
/// <param name="Host">Who published it.</param>
/// <param name="DatasetUrl">The dataset.</param>
/// <param name="VersionUrl">This version.</param>
/// <param name="Version">Its number.</param>
/// <param name="Template">URL of the template it was made from; empty when it was not.</param>
/// <param name="IsRollUp">True when the peer added up others' tables.</param>
/// <param name="Title">Its name.</param>
/// <param name="Document">The signed description, canonical JSON.</param>
/// <param name="TableSha256">Digest of the table's JSON file.</param>
/// <param name="CsvSha256">Digest of its CSV file.</param>
/// <param name="At">When.</param>
public sealed record MirrorKept(
    Guid MirrorId, string Host, string DatasetUrl, string VersionUrl, int Version, string Template, bool IsRollUp, Text Title, string Document,
    string TableSha256, string CsvSha256, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "mirror.kept.v1";
}

/// <summary>Its publisher took a version back: the files are destroyed if they were here, and are not kept should the version come (again).</summary>
/// <param name="MirrorId">The mirror.</param>
/// <param name="Host">Who published it.</param>
/// <param name="DatasetUrl">The dataset.</param>
/// <param name="VersionUrl">The version.</param>
/// <param name="NoticeId">The withdrawal notice.</param>
/// <param name="WasHeld">True when files were destroyed.</param>
/// <param name="At">When.</param>
public sealed record MirrorErased(
    Guid MirrorId, string Host, string DatasetUrl, string VersionUrl, string NoticeId, bool WasHeld, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "mirror.erased.v1";
}

/// <summary>The publisher signed a version again by another key because its own was revoked; it says the same.</summary>
public sealed record MirrorSignedAgain(Guid MirrorId, string VersionUrl, string Document, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "mirror.signed-again.v1";
}
