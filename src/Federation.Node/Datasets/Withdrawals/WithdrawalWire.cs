using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Signatures;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>Withdrawal notices and answers on the wire (docs/protocol.md, Withdrawal). They travel from node to node only, never to followers.</summary>
internal static class WithdrawalWire
{
    /// <summary>Why a version is taken back, as peers are told: no more than this, whoever it was and whatever was wrong.</summary>
    public const string ConsentWithdrawn = "consent withdrawn", PublishedInError = "published in error";

    /// <summary>The types of a notice and of its answer.</summary>
    public const string NoticeType = "un:WithdrawalNotice", AnswerType = "un:WithdrawalAnswer";

    public static bool IsNotice(JsonObject activity) => ActivityShape.HasType(activity, "Offer") && ActivityShape.HasType(activity, NoticeType);

    public static bool IsAnswer(JsonObject activity) => ActivityShape.HasType(activity, AnswerType);

    /// <summary>Asks a holder to erase a version.</summary>
    public static JsonObject Notice(string id, string datasetUrl, string versionUrl, string tableSha256, DateTimeOffset now, string reason = ConsentWithdrawn) => new()
    {
        ["id"] = id,
        ["type"] = new JsonArray("Offer", NoticeType),
        ["object"] = new JsonObject
        {
            ["id"] = versionUrl + "#withdrawal",
            ["type"] = new JsonArray("Object", "un:Withdrawal"),
            ["un:release"] = new JsonObject { ["id"] = versionUrl, ["isVersionOf"] = datasetUrl },
            ["un:digest"] = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(tableSha256))}:",
            ["un:reason"] = reason,
            ["un:requestedAction"] = "erase",
            ["un:deadline"] = Time(now + WithdrawalRules.AnswerWithin),
            ["summary"] = "Please erase every copy of this version and answer.",
        },
    };

    /// <summary>Answers a notice.</summary>
    /// <param name="notice">The notice, as received.</param>
    /// <param name="outcome">What became of the copies.</param>
    /// <param name="copies">How many files were destroyed.</param>
    /// <param name="corrected">Own releases that were made of it, and replaced.</param>
    /// <param name="now">When it was done.</param>
    public static JsonObject Answer(JsonObject notice, string outcome, int copies, IReadOnlyList<string> corrected, DateTimeOffset now) => new()
    {
        ["type"] = new JsonArray("Accept", AnswerType),
        ["object"] = ActivityShape.Id(notice),
        ["un:release"] = notice["object"]!["un:release"]!.DeepClone(), // ReadNotice looked; so that a signed answer says by itself what it is about
        ["un:outcome"] = outcome,
        ["un:copiesErased"] = copies,
        ["un:corrected"] = new JsonArray([.. corrected.Select(each => JsonValue.Create(each))]),
        ["un:completedAt"] = Time(now),
        ["un:noticeDigest"] = DigestOf(notice),
    };

    /// <summary>Digest of what a notice asks, as its answer repeats it: of the notice's object, which its sender and receiver both have.</summary>
    public static string DigestOf(JsonObject notice) => ContentDigest.Of(CanonicalJson.Bytes(notice["object"]!.AsObject())); // made by Notice, or read by ReadNotice

    /// <summary>What a notice asks, or the reason why it cannot be understood.</summary>
    public static (NoticeAsks? Asked, string? Reason) ReadNotice(JsonObject activity, string host)
    {
        var release = (activity["object"] as JsonObject)?["un:release"] as JsonObject;
        var (version, dataset) = release is null ? (null, null) : (ActivityShape.Id(release), ActivityShape.Text(release, "isVersionOf"));
        return IsAt(version, host) && IsAt(dataset, host)
            ? (new NoticeAsks(dataset!, version!, ReasonOf(activity["object"]!.AsObject())), null) // IsAt looked
            : (null, "The notice does not name a version and its dataset on the sender's host.");
    }

    /// <summary>Why the publisher takes it back; words that are not known here count as the older ones.</summary>
    public static string ReasonOf(JsonObject takenBack) => ActivityShape.Text(takenBack, "un:reason") == PublishedInError ? PublishedInError : ConsentWithdrawn;

    /// <summary>The version that a notice's object or an answer is about; null when it does not say.</summary>
    public static string? VersionOf(JsonObject about) => about["un:release"] is JsonObject release ? ActivityShape.Id(release) : null;

    /// <summary>What an answer says; members that are missing are empty, and refused by the rule.</summary>
    public static WithdrawalAnswer ReadAnswer(JsonObject activity) => new(
        ActivityShape.Object(activity) ?? "", ActivityShape.HasType(activity, "Accept"), ActivityShape.Text(activity, "un:outcome") ?? "",
        ActivityShape.Text(activity, "un:noticeDigest") ?? "", ActivityShape.Text(activity, "un:reason"));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static bool IsAt(string? url, string host) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.Authority == host;
}

/// <summary>What a notice asks to erase.</summary>
internal sealed record NoticeAsks(string DatasetUrl, string VersionUrl, string Reason);

/// <summary>What an answer says.</summary>
/// <param name="NoticeId">What it answers.</param>
/// <param name="IsAccepted">False for a Reject.</param>
/// <param name="Outcome">What became of the copies.</param>
/// <param name="NoticeDigest">Digest of what was asked.</param>
/// <param name="Reason">Why something is kept.</param>
internal sealed record WithdrawalAnswer(string NoticeId, bool IsAccepted, string Outcome, string NoticeDigest, string? Reason);
