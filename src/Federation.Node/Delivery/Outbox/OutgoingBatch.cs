using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Several activities in one request, between our nodes (docs/protocol.md, Batches): each carries its own proof.</summary>
internal static class OutgoingBatch
{
    /// <summary>How many of these fit into one request: at least one.</summary>
    public static int Fit(IReadOnlyList<OutboxEntry> entries)
    {
        var (count, bytes) = (0, 0L);
        while (count < Math.Min(entries.Count, DeliveryLimits.MaxBatchItems) && (count == 0 || bytes + entries[count].Bytes <= DeliveryLimits.BatchBytes))
        {
            bytes += entries[count++].Bytes;
        }

        return count;
    }

    /// <summary>The request's body. The activities stand in it as they were signed, byte for byte.</summary>
    public static byte[] Body(IReadOnlyList<byte[]> activities)
    {
        using var body = new MemoryStream(activities.Sum(each => each.Length + 1) + 160);
        body.Write("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"OrderedCollection\",\"totalItems\":"u8);
        body.Write(Encoding.ASCII.GetBytes(activities.Count.ToString(CultureInfo.InvariantCulture)));
        body.Write(",\"orderedItems\":["u8);
        for (var i = 0; i < activities.Count; i++)
        {
            if (i > 0)
            {
                body.WriteByte((byte)',');
            }

            body.Write(activities[i]);
        }

        body.Write("]}"u8);
        return body.ToArray();
    }

    /// <summary>The answers in order, as many as there are; null when this is no answer to the batch.</summary>
    public static IReadOnlyList<DeliveryAnswer>? Read(byte[] answer, IReadOnlyList<OutboxEntry> sent)
    {
        // Strictly: a name said twice, or half a character, throws only when it is looked at.
        if (StrictJson.ReadObject(answer) is not { IsRead: true } json || json.Document["answers"] is not JsonArray answers || answers.Count > sent.Count)
        {
            return null;
        }

        var read = new List<DeliveryAnswer>();
        foreach (var each in answers)
        {
            if (each is not JsonObject one || ActivityShape.Text(one, "id") != sent[read.Count].Id || one["status"] is not JsonValue value || !value.TryGetValue(out int status))
            {
                return null;
            }

            read.Add(LaneRules.Read(status, ActivityShape.Text(one, "code"), InboxPost.Reason(status, ActivityShape.Text(one, "detail")), null));
        }

        return read;
    }
}
