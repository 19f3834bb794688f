using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Sends one activity, or several at once, to one inbox and reads the answer.</summary>
internal sealed class InboxPost(PeerHttp http, StrangerPost strangers, NodeOptions options, TimeProvider time)
{
    /// <summary>One activity.</summary>
    public Task<DeliveryAnswer> Send(Lane lane, byte[] body, CancellationToken cancel) => Guarded(lane.Inbox, async () =>
    {
        using var response = lane.BatchInbox is null ? await strangers.Post(lane.Inbox, body, cancel) : await http.Post(lane.Inbox, body, cancel);
        return await Read(response, LaneRules.Read, cancel);
    }, cancel);

    /// <summary>Several, in order; as many answers as were looked at, or one for all.</summary>
    public async Task<IReadOnlyList<DeliveryAnswer>> Send(Uri batchInbox, IReadOnlyList<OutboxEntry> entries, IReadOnlyList<byte[]> bodies, CancellationToken cancel)
    {
        IReadOnlyList<DeliveryAnswer>? answers = null;
        var whole = await Guarded(batchInbox, async () =>
        {
            using var response = await http.Post(batchInbox, OutgoingBatch.Body(bodies), cancel);
            if (!response.IsSuccessStatusCode)
            {
                return await Read(response, LaneRules.ReadBatch, cancel);
            }

            answers = OutgoingBatch.Read(await response.Content.ReadAsByteArrayAsync(cancel), entries);
            return new DeliveryAnswer.NoBatches(); // unless the answers could be read
        }, cancel);
        return answers is { Count: > 0 } ? answers : [whole];
    }

    /// <summary>What a person reads of an answer.</summary>
    public static string Reason(int status, string? detail)
    {
        return PeerWords.Fit($"It answered {status}{(detail is null ? "." : $": {detail}")}");
    }

    private async Task<DeliveryAnswer> Guarded(Uri inbox, Func<Task<DeliveryAnswer>> send, CancellationToken cancel)
    {
        if (PeerAddress.Refuse(inbox, options) is { } reason)
        {
            return new DeliveryAnswer.Unreachable(reason);
        }

        try
        {
            return await send();
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new DeliveryAnswer.Unreachable($"It did not answer within {DeliveryLimits.ExchangeTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new DeliveryAnswer.Unreachable(PeerWords.Of(e));
        }
    }

    private async Task<DeliveryAnswer> Read(HttpResponseMessage response, Func<int, string?, string, TimeSpan?, DeliveryAnswer> rule, CancellationToken cancel)
    {
        var status = (int)response.StatusCode;
        var (code, detail) = response.IsSuccessStatusCode ? (null, null) : await ReadProblem(response, cancel);
        // Read by our own rule: the platform's parser leaves out what it does not understand, and here garbage asks for nothing too.
        var asked = response.Headers.NonValidated.TryGetValues("Retry-After", out var field) ? BackOffRules.RetryAfter(field.ToString(), time.GetUtcNow()) : null;
        return rule(status, code, Reason(status, detail), asked);
    }

    private static async Task<(string? Code, string? Detail)> ReadProblem(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return (null, response.ReasonPhrase);
        }

        // Strictly: half a character, or a name said twice, throws only when it is looked at.
        var read = StrictJson.ReadObject(await response.Content.ReadAsByteArrayAsync(cancel));
        return read.IsRead
            ? (ActivityShape.Text(read.Document, "code"), ActivityShape.Text(read.Document, "detail") ?? ActivityShape.Text(read.Document, "title"))
            : (null, "an answer that is not the JSON it says it is");
    }
}
