using System.Security.Cryptography;
using System.Text;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>The verified copy of a peer's dataset.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Host">Who publishes it.</param>
/// <param name="DatasetUrl">The dataset.</param>
/// <param name="Versions">What is held, oldest first.</param>
/// <param name="TakenBack">URLs of versions that must not be held.</param>
public sealed record Mirror(Guid Id, string Host, string DatasetUrl, IReadOnlyList<MirroredVersion> Versions, IReadOnlyList<string> TakenBack)
{
    /// <summary>The newest version held; null when all were taken back.</summary>
    public MirroredVersion? Current => Versions.Count > 0 ? Versions[^1] : null;

    /// <summary>The mirror of a dataset.</summary>
    public static Guid IdOf(string datasetUrl) => new(SHA256.HashData(Encoding.UTF8.GetBytes("mirror " + datasetUrl)).AsSpan(0, 16));

    /// <summary>Begins with a version.</summary>
    public static Mirror Create(MirrorKept kept) => new(kept.MirrorId, kept.Host, kept.DatasetUrl, [MirroredVersion.Of(kept)], []);

    /// <summary>Begins with a notice that overtook what it is about.</summary>
    public static Mirror Create(MirrorErased erased) => new(erased.MirrorId, erased.Host, erased.DatasetUrl, [], [erased.VersionUrl]);

    /// <summary>Another version.</summary>
    public Mirror Apply(MirrorKept kept) => this with { Versions = [.. Versions.Append(MirroredVersion.Of(kept)).OrderBy(version => version.Version)] };

    /// <summary>By another key.</summary>
    public Mirror Apply(MirrorSignedAgain again) => this with
    {
        Versions = [.. Versions.Select(version => version.Url == again.VersionUrl ? version with { Document = again.Document } : version)],
    };

    /// <summary>Taken back.</summary>
    public Mirror Apply(MirrorErased erased) => this with
    {
        Versions = [.. Versions.Where(version => version.Url != erased.VersionUrl)],
        TakenBack = [.. TakenBack.Append(erased.VersionUrl).Distinct()],
    };

    /// <summary>The version at a URL; null when it is not held.</summary>
    public MirroredVersion? Find(string versionUrl) => Versions.FirstOrDefault(version => version.Url == versionUrl);
}

/// <summary>One version held; the members are those of <see cref="MirrorKept"/>.</summary>
public sealed record MirroredVersion(
    string Url, int Version, string Template, bool IsRollUp, Text Title, string Document, string TableSha256, string CsvSha256, DateTimeOffset At)
{
    internal static MirroredVersion Of(MirrorKept kept) =>
        new(kept.VersionUrl, kept.Version, kept.Template, kept.IsRollUp, kept.Title, kept.Document, kept.TableSha256, kept.CsvSha256, kept.At);
}
