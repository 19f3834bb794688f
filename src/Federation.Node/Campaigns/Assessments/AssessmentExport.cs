using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>The assessments of a campaign for programs: docs/users/formats.md says what each member means.</summary>
internal static class AssessmentExport
{
    /// <summary>Says what the JSON looks like; changes when it does.</summary>
    public const string Format = "federation-assessment/1";

    /// <param name="card">The campaign.</param>
    /// <param name="all">Its assessments, the newest first; at least one.</param>
    /// <param name="sentence">Says a fact in words.</param>
    /// <param name="node">The organisation.</param>
    /// <param name="origin">Its node.</param>
    public static JsonObject Json(CampaignCard card, IReadOnlyList<PastAssessment> all, Func<Fact, Text> sentence, string node, Uri origin)
    {
        var newest = all[0];
        return new()
        {
            ["format"] = Format,
            ["node"] = node,
            ["origin"] = origin.AbsoluteUri,
            ["campaign"] = new JsonObject { ["id"] = card.Id, ["title"] = card.Title.ToJson() },
            ["assessedAt"] = Time(newest.Assessed.At),
            ["number"] = newest.Number,
            ["highest"] = Assessment.Highest,
            ["pausedBy"] = card.Pause is null ? null : CampaignRules.TooLow(newest.Assessed.Scores),
            ["sections"] = new JsonArray([.. Assessment.Sections.Select(section => Of(section, newest))]),
            ["evidence"] = new JsonArray([.. newest.Assessed.Evidence.Select(fact => new JsonObject
            {
                ["name"] = fact.Name,
                ["speaksTo"] = new JsonArray([.. fact.SpeaksTo.Select(each => JsonValue.Create(each))]),
                ["at"] = fact.At is { } at ? Time(at) : null,
                ["figures"] = new JsonObject(fact.Figures.Select(figure => KeyValuePair.Create(figure.Key, (JsonNode?)figure.Value))),
                ["sentence"] = sentence(fact).ToJson(),
            })]),
            ["history"] = new JsonArray([.. all.Select(past => new JsonObject
            {
                ["number"] = past.Number,
                ["assessedAt"] = Time(past.Assessed.At),
                ["scores"] = new JsonObject(past.Assessed.Scores.Select(score => KeyValuePair.Create(score.Key, (JsonNode?)score.Value))),
            })]),
        };
    }

    private static JsonObject Of(AssessmentSection section, PastAssessment newest)
    {
        var answer = newest.Assessed.Answers.GetValueOrDefault(section.Name) ?? [];
        return new()
        {
            ["name"] = section.Name,
            ["title"] = section.Title.ToJson(),
            ["kind"] = section.OneOf ? "level" : "boxes",
            ["score"] = newest.Score(section.Name),
            ["change"] = newest.Change(section.Name),
            ["items"] = new JsonArray([.. section.Items.Select((item, index) => new JsonObject { ["text"] = item.ToJson(), ["chosen"] = answer.Contains(index) })]),
        };
    }

    private static string Time(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
