using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Node.Campaigns.Scores;

/// <summary>Scores on the wire (docs/protocol.md, Assessment scores): names and numbers with a date. They travel to one federation, never to followers.</summary>
internal static class ScoreWire
{
    /// <summary>Its type; never changes.</summary>
    public const string Type = "un:AssessmentScores";

    // To the millisecond: what was taken back stays so when something older arrives late.
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>Characters of a URL of scores or of a template: what the inbox takes of any id.</summary>
    private const int LongestUrl = 2048;

    /// <summary>Where the scores of a campaign stand for others.</summary>
    public static string Url(Uri origin, Guid campaign) => new Uri(origin, $"/assessment-scores/{campaign}").AbsoluteUri;

    /// <summary>The scores as they are.</summary>
    /// <param name="url">Their URL.</param>
    /// <param name="node">The node's actor.</param>
    /// <param name="template">The template that the campaign was made by, if its publisher is told; else null.</param>
    /// <param name="scores">By sub-section, 0 to 4.</param>
    /// <param name="assessedAt">When it was assessed.</param>
    /// <param name="now">When it is said.</param>
    /// <param name="isNew">False where they were told before.</param>
    public static JsonObject Say(
        string url, Uri node, string? template, IReadOnlyDictionary<string, int> scores, DateTimeOffset assessedAt, DateTimeOffset now, bool isNew)
    {
        var said = new JsonObject
        {
            ["id"] = url,
            ["type"] = new JsonArray("Object", Type),
            ["attributedTo"] = node.AbsoluteUri,
            ["updated"] = Time(now),
            ["un:assessedAt"] = Time(assessedAt),
            ["un:scores"] = new JsonObject(scores.OrderBy(score => score.Key, StringComparer.Ordinal).Select(score => KeyValuePair.Create(score.Key, (JsonNode?)score.Value))),
        };
        if (template is not null)
        {
            said["un:campaignTemplate"] = template;
        }

        return new() { ["type"] = isNew ? "Create" : "Update", ["object"] = said };
    }

    /// <summary>That they are not for the receiver any more.</summary>
    public static JsonObject TakeBack(string url, Uri node, DateTimeOffset now) => new()
    {
        ["type"] = "Delete",
        ["object"] = new JsonObject
        {
            ["id"] = url,
            ["type"] = "Tombstone",
            ["formerType"] = Type,
            ["attributedTo"] = node.AbsoluteUri,
            ["deleted"] = Time(now),
        },
    };

    public static bool IsSaid(JsonObject activity) =>
        (ActivityShape.HasType(activity, "Create") || ActivityShape.HasType(activity, "Update")) && activity["object"] is JsonObject thing && ActivityShape.HasType(thing, Type);

    public static bool IsTakenBack(JsonObject activity) =>
        ActivityShape.HasType(activity, "Delete") && activity["object"] is JsonObject thing && ActivityShape.HasType(thing, "Tombstone")
        && ActivityShape.Text(thing, "formerType") == Type;

    /// <summary>What an activity says; null with the reason when it says nothing that can be kept. Sub-sections that are not known here are left out.</summary>
    /// <param name="activity">Of which <see cref="IsSaid"/> or <see cref="IsTakenBack"/> holds.</param>
    /// <param name="host">Who sends it; the inbox saw that the object is its own.</param>
    public static (AffiliateScores? Scores, string? Reason) Read(JsonObject activity, string host)
    {
        var thing = activity["object"]!.AsObject(); // IsSaid and IsTakenBack looked
        if (ActivityShape.Id(thing) is not { Length: <= LongestUrl } id)
        {
            return (null, "The scores have no id.");
        }

        if (IsTakenBack(activity))
        {
            return ReadTime(thing, "deleted") is { } at
                ? (new(id, host, null, new Dictionary<string, int>(), at, at, true), null)
                : (null, "It does not say when the scores were taken back.");
        }

        if (ReadTime(thing, "updated") is not { } said || ReadTime(thing, "un:assessedAt") is not { } assessed)
        {
            return (null, "It does not say of when the scores are.");
        }

        var scores = new Dictionary<string, int>();
        foreach (var section in Assessment.Sections)
        {
            if (thing["un:scores"] is not JsonObject told || told[section.Name] is not JsonValue value || !value.TryGetValue(out int score) || score < 0 || score > Assessment.Highest)
            {
                return (null, $"It has no score from 0 to {Assessment.Highest} for '{section.Name}'.");
            }

            scores[section.Name] = score;
        }

        return (new(id, host, ActivityShape.Text(thing, "un:campaignTemplate") is { Length: <= LongestUrl } template ? template : null, scores, assessed, said, false), null);
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static DateTimeOffset? ReadTime(JsonObject thing, string name) =>
        DateTimeOffset.TryParseExact(ActivityShape.Text(thing, name), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
