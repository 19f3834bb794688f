using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.Papers;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>A member's own weeks as a document that their node signs: for them, to show to whom they choose.</summary>
internal static class Timesheet
{
    /// <summary>What the document says it is.</summary>
    public const string Type = "un:Timesheet";

    /// <summary>Members that a whole timesheet has.</summary>
    public static readonly IReadOnlyList<string> Mandatory = ["type", "id", "created", "attributedTo", "issuedBy", "worker", "statement", "weeks", "totals"];

    /// <summary>Fingerprint of the certificate that signs the PDF of this document; those made before there was one lack it.</summary>
    public const string CertificateField = "pdfCertificateSha256";

    /// <summary>The name of the document's file, alone and in a PDF.</summary>
    public const string FileName = "timesheet.json";

    /// <summary>What the signature vouches for, and what not; English, as the names of the fields.</summary>
    public const string Statement =
        "The worker named here recorded these weeks on this node in the way that stands beside each, and this is what the node held when it signed. "
        + "The node did not watch the work and does not vouch for the hours; weclock means worked out by the node from positions of the worker's phone, which were then destroyed, form that the worker typed them, "
        + "sheet that the worker uploaded them in a spreadsheet, cleaninsights that an app of the worker sent them, paid-hours that the worker copied them from pay slips.";

    /// <summary>The unsigned document.</summary>
    /// <param name="worker">Name of the member.</param>
    /// <param name="issuer">Name of the organisation.</param>
    /// <param name="actor">The actor whose key signs.</param>
    /// <param name="weeks">The weeks.</param>
    /// <param name="hours">The same, added up.</param>
    /// <param name="certificate">The certificate that the node signs PDF files with: see <see cref="DocumentKey.Fingerprint"/>. Who trusts the node's key trusts it.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">When it is made.</param>
    public static JsonObject Describe(
        string worker, string issuer, Uri actor, IReadOnlyList<HeldWeek> weeks, OwnHours hours, string certificate, Guid id, DateTimeOffset now) => new()
    {
        ["@context"] = new JsonArray("https://w3id.org/security/data-integrity/v2"),
        ["type"] = Type,
        ["id"] = $"urn:uuid:{id}",
        ["created"] = Time(now),
        ["attributedTo"] = actor.AbsoluteUri,
        ["issuedBy"] = issuer,
        ["worker"] = worker,
        ["statement"] = Statement,
        [CertificateField] = certificate,
        ["currency"] = Units.Currency(hours.Unit),
        ["weeks"] = new JsonArray([.. weeks.Select(Week)]),
        ["totals"] = new JsonObject
        {
            ["weeksWithBoth"] = hours.Compared.Count,
            ["recordedMinutes"] = hours.Recorded,
            ["paidMinutes"] = hours.Paid,
            ["unpaidMinutes"] = hours.Difference,
            ["unpaidPay"] = Amount(hours.Money),
        },
    };

    private static JsonObject Week(HeldWeek week) => new()
    {
        ["week"] = week.Hours.Week,
        ["recordedMinutes"] = week.Hours.Recorded,
        ["recordedBy"] = week.RecordedBy,
        ["recordedAt"] = week.RecordedAt is { } at ? Time(at) : null,
        ["paidMinutes"] = week.Hours.Paid,
        ["paidBy"] = week.PaidBy,
        ["hourlyRate"] = week.Hours.Rate is { } rate ? Amount(rate) : null,
        ["unpaidMinutes"] = week.Hours.Difference,
        ["unpaidPay"] = week.Hours.Money is { } money ? Amount(money) : null,
    };

    // A string: 14.50 is not the same number in every program.
    private static string Amount(long hundredths) => (hundredths / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
