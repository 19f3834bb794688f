using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Federation.Node.Shell;

namespace Federation.Node.Datasets;

/// <summary>A named series of releases.</summary>
/// <param name="Id">The stream.</param>
/// <param name="Source">What it is made of.</param>
/// <param name="Candidate">What waits for a steward.</param>
/// <param name="ReturnedBecause">Why the last proposal was sent back; null when it was not.</param>
/// <param name="Releases">All versions, oldest first.</param>
public sealed record Dataset(Guid Id, DatasetSource Source, Candidate? Candidate, string? ReturnedBecause, IReadOnlyList<Release> Releases)
{
    /// <summary>What an officer asks to take back; null when nothing waits for a steward.</summary>
    public AskedBack? Asked { get; init; }

    /// <summary>What an officer asks to open to everybody; null when nothing waits for a steward.</summary>
    public AskedOpen? Opening { get; init; }

    /// <summary>The newest version that still has its files; null when there is none.</summary>
    public Release? Current => Releases.LastOrDefault(release => !release.IsErased);

    /// <summary>The dataset of a source: one template has one, one campaign has one without noise and one with it.</summary>
    public static Guid IdOf(DatasetSource source) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(source switch
        {
            { CampaignId: { } campaign, IsNoisy: true } => $"noisy {campaign:n}",
            { CampaignId: { } campaign } => $"dataset {campaign:n}",
            _ => $"roll-up {source.Template}",
        })).AsSpan(0, 16));

    /// <summary>Begins with a proposal.</summary>
    public static Dataset Create(ReleaseProposed proposed) => new(proposed.DatasetId, proposed.Source, Candidate.Of(proposed, []), null, []);

    /// <summary>Another proposal.</summary>
    public Dataset Apply(ReleaseProposed proposed) => this with { Candidate = Candidate.Of(proposed, DatasetRules.VersionsComparedWith(this)), ReturnedBecause = null };

    /// <summary>Sent back.</summary>
    public Dataset Apply(ReleaseReturned returned) => this with { Candidate = null, ReturnedBecause = returned.Reason };

    /// <summary>Destroyed.</summary>
    public Dataset Apply(ProposalLapsed _) => this with { Candidate = null };

    /// <summary>Signed; a correction leaves a waiting proposal where it is.</summary>
    public Dataset Apply(ReleaseSigned signed) => this with
    {
        Candidate = signed.IsCorrection ? Candidate : null,
        Releases = [.. Releases, new Release(
            signed.Version, signed.Document, signed.TableSha256, signed.CsvSha256, signed.Consents, signed.Sources, signed.AsOf, signed.Recipients,
            signed.ProposedBy, signed.SignedOffBy, signed.IsCorrection, false, signed.At, signed.IsCorrection ? DatasetRules.VersionsComparedWith(this) : Candidate?.Beside)],
    };

    /// <summary>By another key.</summary>
    public Dataset Apply(ReleaseSignedAgain again) => this with
    {
        Releases = [.. Releases.Select(release => release.Version == again.Version ? release with { Document = again.Document } : release)],
    };

    /// <summary>Files destroyed.</summary>
    public Dataset Apply(ReleasesErased erased) => this with
    {
        Releases = [.. Releases.Select(release => erased.Versions.Contains(release.Version) ? release with { IsErased = true } : release)],
        Asked = Asked is { } asked && erased.Versions.Contains(asked.Version) ? null : Asked, // there is nothing to take back any more
        Opening = Opening is { } opening && erased.Versions.Contains(opening.Version) ? null : Opening, // nor to open
    };

    /// <summary>Somebody found it wrong.</summary>
    public Dataset Apply(TakeBackAsked asked) => this with { Asked = new AskedBack(asked.Version, asked.Reason, asked.By, asked.At) };

    /// <summary>It stays.</summary>
    public Dataset Apply(TakeBackDeclined _) => this with { Asked = null };

    /// <summary>Taken back by two.</summary>
    public Dataset Apply(ReleaseTakenBack taken) => this with
    {
        Releases = [.. Releases.Select(release => release.Version == taken.Version ? release with { TakenBack = new TakenBack(taken.Reason, taken.At) } : release)],
        Asked = null,
    };

    /// <summary>Somebody wants everybody to read it.</summary>
    public Dataset Apply(OpeningAsked asked) => this with { Opening = new AskedOpen(asked.Version, asked.By, asked.At) };

    /// <summary>It stays where it is.</summary>
    public Dataset Apply(OpeningDeclined _) => this with { Opening = null };

    /// <summary>Opened by two.</summary>
    public Dataset Apply(ReleaseOpened opened) => this with
    {
        Releases = [.. Releases.Select(release => release.Version == opened.Version ? release with { OpenedAt = opened.At } : release)],
        Opening = null,
    };
}

/// <summary>What a dataset is made of: one campaign of ours, or the mirrors of one template.</summary>
/// <param name="CampaignId">The campaign; null for a roll-up.</param>
/// <param name="Template">URL of the template; empty for a campaign that was not adopted from one.</param>
/// <param name="Title">Its name.</param>
/// <param name="MinimumGroup">Fewest persons behind a published figure.</param>
/// <param name="IsNoisy">True of a campaign's tables with noise (docs/decisions/0039); written only then.</param>
public sealed record DatasetSource(
    Guid? CampaignId, string Template, Text Title, int MinimumGroup, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsNoisy = false)
{
    /// <summary>True when it is made of other nodes' releases.</summary>
    public bool IsRollUp => CampaignId is null;
}

/// <summary>A table that waits for a steward; the members are those of <see cref="ReleaseProposed"/>, and with which versions the gate compared it (null: kept before that was).</summary>
public sealed record Candidate(string TableSha256, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Sources, Guid By, DateTimeOffset At, IReadOnlyList<int>? Beside = null)
{
    internal static Candidate Of(ReleaseProposed proposed, IReadOnlyList<int> beside) => new(proposed.TableSha256, proposed.Consents, proposed.Sources, proposed.By, proposed.At, beside);
}

/// <summary>One immutable signed version; the members are those of <see cref="ReleaseSigned"/>, and with which versions the gate compared it (null: kept before that was).</summary>
public sealed record Release(
    int Version, string Document, string TableSha256, string CsvSha256, IReadOnlyList<Guid> Consents, IReadOnlyList<string> Sources, DateTimeOffset AsOf,
    IReadOnlyList<string> Recipients, Guid ProposedBy, Guid SignedOffBy, bool IsCorrection, bool IsErased, DateTimeOffset At, IReadOnlyList<int>? Beside = null)
{
    /// <summary>Why and when an officer and a steward took it back; null when they did not.</summary>
    public TakenBack? TakenBack { get; init; }

    /// <summary>When an officer and a steward opened it to everybody; null when they did not.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>True when everybody may read it now.</summary>
    [JsonIgnore]
    public bool IsOpen => OpenedAt is not null && !IsErased;
}

/// <summary>A version that waits to be taken back; the members are those of <see cref="TakeBackAsked"/>.</summary>
public sealed record AskedBack(int Version, string Reason, Guid By, DateTimeOffset At);

/// <summary>A version that waits to be opened; the members are those of <see cref="OpeningAsked"/>.</summary>
public sealed record AskedOpen(int Version, Guid By, DateTimeOffset At);

/// <summary>Why a version was taken back, and when.</summary>
public sealed record TakenBack(string Reason, DateTimeOffset At);
