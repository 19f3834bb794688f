using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;

namespace Federation.Node.Consents;

/// <summary>The receipt of a consent: the fields of ISO/IEC TS 27560:2023 in the terms of W3C DPV 2 (guide "dpv-27560", EU GDPR profile).</summary>
internal static class ConsentReceipt
{
    /// <summary>The profile it conforms to.</summary>
    public const string Profile = "https://w3id.org/dpv/schema/dpv-27560#receipt-eu-gdpr";

    /// <summary>Top-level members that a whole receipt has.</summary>
    public static readonly IReadOnlyList<string> Mandatory =
        ["@context", "conformsTo", "id", "record", "created", "dataSubject", "notice", "process", "controller", "jurisdiction", "rights", "withdrawal", "events"];

    private const string Dpv = "https://w3id.org/dpv#";

    /// <summary>The unsigned receipt.</summary>
    /// <param name="consent">The consent as it is now.</param>
    /// <param name="campaign">Its campaign.</param>
    /// <param name="controllerName">The organisation.</param>
    /// <param name="origin">The organisation's node.</param>
    /// <param name="actor">The actor whose key signs.</param>
    /// <param name="now">When it is made.</param>
    public static JsonObject Describe(
        Consent consent, CampaignCard campaign, string controllerName, Uri origin, Uri actor, DateTimeOffset now)
    {
        var purpose = campaign.Purpose.In(consent.Language);
        return new JsonObject
        {
            ["@context"] = new JsonArray("https://w3id.org/dpv/2.0", "https://w3id.org/security/data-integrity/v2"),
            ["type"] = "dpv:ConsentReceipt",
            ["conformsTo"] = Profile,
            ["id"] = $"urn:uuid:{Pseudonym("receipt", consent.Id, consent.Steps.Count)}",
            ["record"] = $"urn:uuid:{consent.Id}",
            ["created"] = Time(now),
            ["attributedTo"] = actor.AbsoluteUri,
            // Pairwise: the same person in two campaigns has two pseudonyms.
            ["dataSubject"] = $"urn:uuid:{Pseudonym($"{consent.CampaignId:n}", consent.MemberId, 0)}",
            ["notice"] = new JsonObject
            {
                ["id"] = new Uri(origin, $"/campaigns/{campaign.Id}/consent").AbsoluteUri,
                ["sha256"] = consent.NoticeSha256,
                ["language"] = consent.Language,
            },
            ["process"] = new JsonArray(new JsonObject
            {
                ["purpose"] = new JsonObject { ["id"] = $"urn:uuid:{campaign.Id}", ["type"] = "dpv:ResearchAndDevelopment", ["description"] = purpose },
                ["personalData"] = new JsonArray([.. campaign.Schema.Asked.Select(field => JsonValue.Create(field.Name)), "pd:WorkHistory", "pd:TradeUnionMembership"]),
                ["specialCategory"] = true,
                ["legalBasis"] = new JsonArray("eu-gdpr:A6-1-a-explicit-consent", "eu-gdpr:A9-2-a"),
                ["processing"] = new JsonArray("dpv:Collect", "dpv:Aggregate", "dpv:Anonymise", "dpv:Share"),
                ["processingMethod"] = $"Tables in which every figure stands for at least {campaign.MinimumGroup} people; no person's figures leave the node.",
                ["recipient"] = new JsonArray([.. campaign.Recipients.Select(recipient => JsonValue.Create(recipient.In("en")))]),
                ["storage"] = new JsonObject
                {
                    ["location"] = origin.Authority,
                    ["retentionPeriod"] = string.Create(CultureInfo.InvariantCulture, $"P{campaign.RetentionMonths}M"), // after the campaign is closed
                    ["then"] = "dpv:StorageDeletion",
                },
            }),
            ["controller"] = new JsonObject
            {
                ["id"] = actor.AbsoluteUri,
                ["name"] = controllerName,
                ["role"] = "dpv:DataController",
                ["type"] = "dpv:NonProfitOrganisation",
                ["contact"] = origin.AbsoluteUri,
            },
            ["jurisdiction"] = "EU",
            ["authority"] = "eu-gdpr:SupervisoryAuthority",
            ["rights"] = new JsonArray("eu-gdpr:A7-3", "eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A17", "eu-gdpr:A18", "eu-gdpr:A20", "eu-gdpr:A77"),
            ["withdrawal"] = new JsonObject
            {
                ["href"] = new Uri(origin, "/consents").AbsoluteUri,
                ["method"] = "one click on the same page",
                ["sameEffortAsGiving"] = true,
            },
            ["events"] = new JsonArray([.. consent.Steps.Select(step => new JsonObject
            {
                ["type"] = "dpv:ExplicitlyExpressedConsent",
                ["state"] = Dpv + State(step.State),
                ["time"] = Time(step.At),
                ["entity"] = "dataSubject",
                ["validityDuration"] = Validity(campaign, step.At),
            })]),
        };
    }

    private static string State(ConsentState state) => state switch
    {
        ConsentState.Given => "ConsentGiven",
        ConsentState.Refused => "ConsentRefused",
        ConsentState.Expired => "ConsentExpired",
        _ => "ConsentWithdrawn",
    };

    // ISO 8601: to the latest day on which it ends by itself, in whole days.
    private static string Validity(CampaignCard campaign, DateTimeOffset from) =>
        string.Create(CultureInfo.InvariantCulture, $"P{Math.Max(0, (int)Math.Ceiling(((campaign.KeptAtMost ?? from) - from).TotalDays))}D");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // Ids of accounts are random, so a hash of one cannot be turned back by trying.
    private static Guid Pseudonym(string context, Guid id, int version) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"{context} {id:n} {version}")).AsSpan(0, 16));
}
