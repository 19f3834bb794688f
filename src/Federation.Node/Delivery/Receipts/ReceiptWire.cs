using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Delivery.Wire;
using Federation.Protocol.Activities;

namespace Federation.Node.Delivery.Receipts;

/// <summary>Receipts as they are sent: one Offer of a collection, so that software that knows nothing of them sees an offer and leaves it.</summary>
internal static class ReceiptWire
{
    private const string Kind = "un:DeliveryReceipts";
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>True for an activity that carries receipts; it is never answered by receipts itself.</summary>
    public static bool IsOne(JsonObject activity) => ActivityShape.HasType(activity, "Offer") && ActivityShape.HasType(activity, Kind);

    public static JsonObject Write(IEnumerable<Receipt> receipts) => new()
    {
        ["type"] = new JsonArray("Offer", Kind),
        ["object"] = new JsonObject
        {
            ["type"] = new JsonArray("Collection", Kind),
            ["items"] = new JsonArray([.. receipts.Select(Write)]),
        },
    };

    /// <summary>The receipts, or why they are none.</summary>
    public static (IReadOnlyList<Receipt>? Receipts, string? Reason) Read(JsonObject activity, string ourHost)
    {
        if (activity["object"] is not JsonObject collection || collection["items"] is not JsonArray { Count: > 0 and <= ReceiptLimits.MaxItems } items)
        {
            return (null, $"Receipts are a collection of 1 to {ReceiptLimits.MaxItems} items.");
        }

        var receipts = new List<Receipt>(items.Count);
        foreach (var item in items)
        {
            if (item is not JsonObject stated || Read(stated) is not { } receipt)
            {
                return (null, "A receipt names an activity, its digest, the outcome 'applied' or 'refused', and when.");
            }

            if (!Uri.TryCreate(receipt.ActivityId, UriKind.Absolute, out var id) || id.Authority != ourHost)
            {
                return (null, "A receipt is for an activity that is not of this node.");
            }

            receipts.Add(receipt);
        }

        return (receipts, null);
    }

    private static JsonObject Write(Receipt receipt)
    {
        var item = new JsonObject
        {
            ["type"] = "un:Receipt",
            ["un:activity"] = receipt.ActivityId,
            ["un:activityDigest"] = receipt.Digest,
            ["un:outcome"] = receipt.Outcome,
            ["un:at"] = receipt.At.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture),
        };
        if (receipt.Reason is { } reason)
        {
            item["un:reason"] = reason[..Math.Min(reason.Length, ReceiptLimits.LongestReason)];
        }

        return item;
    }

    private static Receipt? Read(JsonObject stated)
    {
        var (id, digest) = (ActivityShape.Text(stated, "un:activity"), ActivityShape.Text(stated, "un:activityDigest"));
        var (outcome, reason) = (ActivityShape.Text(stated, "un:outcome"), ActivityShape.Text(stated, "un:reason"));
        return id is { Length: <= 2048 } && !id.Any(char.IsControl) && digest is { Length: <= 200 } && !digest.Any(char.IsControl) && outcome is "applied" or "refused"
            && DateTimeOffset.TryParse(
                ActivityShape.Text(stated, "un:at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? new Receipt(id!, digest!, outcome, reason is null ? null : PeerWords.Fit(reason), at) // matched above
                : null;
    }
}
