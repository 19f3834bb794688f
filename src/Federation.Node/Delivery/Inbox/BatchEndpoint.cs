using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Several activities of one node in one request: one signature for the request, a proof for each. Each is answered by itself, in order;
/// all that are stored share a commit.
/// </summary>
internal sealed class BatchEndpoint(InboxEndpoint inbox, ActivityChecks activities, InboxIntake intake)
{
    public Task<IResult> Receive(HttpContext http) =>
        InboxRequest.InTime(http, cancel => Receive(http, cancel), refusal => inbox.Refuse(http, refusal, ""));

    private async Task<IResult> Receive(HttpContext http, CancellationToken cancel)
    {
        var (arrival, answer) = await inbox.Meet(http, cancel);
        if (arrival is null)
        {
            return answer!; // one of the two is there
        }

        if (!arrival.IsNode)
        {
            return inbox.Refuse(http, new InboxRefusals.NoBatch(), arrival.PeerHost);
        }

        var read = StrictJson.ReadObject(arrival.Bytes);
        if (!read.IsRead)
        {
            return inbox.Refuse(http, new InboxRefusals.NotJson(read.Reason), arrival.PeerHost);
        }

        if (!ActivityShape.HasType(read.Document, "OrderedCollection")
            || read.Document["orderedItems"] is not JsonArray { Count: > 0 and <= InboxLimits.MaxBatchItems } items)
        {
            return inbox.Refuse(
                http, new InboxRefusals.WrongShape($"A batch is an OrderedCollection of 1 to {InboxLimits.MaxBatchItems} activities."), arrival.PeerHost);
        }

        var answers = new JsonObject[items.Count];
        var (fit, places) = (new List<CheckedActivity>(), new List<int>());
        for (var i = 0; i < answers.Length; i++)
        {
            var (activity, refusal) = await Check(items[i], arrival, cancel);
            if (activity is null)
            {
                answers[i] = Answer(items[i] is JsonObject unfit ? ActivityShape.Id(unfit) ?? "" : "", refusal!); // one of the two is there
                continue;
            }

            fit.Add(activity);
            places.Add(i);
        }

        var outcomes = fit.Count > 0 ? await intake.Store(fit, cancel) : [];
        for (var i = 0; i < fit.Count; i++)
        {
            answers[places[i]] = outcomes[i] switch
            {
                StoreOutcome.Stored => new JsonObject { ["id"] = fit[i].Id, ["status"] = StatusCodes.Status202Accepted },
                StoreOutcome.Known => new JsonObject { ["id"] = fit[i].Id, ["status"] = StatusCodes.Status200OK },
                _ => Answer(fit[i].Id, new InboxRefusals.AnotherWithThisId()),
            };
        }

        return Results.Json(new JsonObject { ["answers"] = new JsonArray([.. answers]) });
    }

    private async ValueTask<(CheckedActivity?, InboxRefusals?)> Check(JsonNode? item, Arrival arrival, CancellationToken cancel) =>
        item is JsonObject activity
            ? await activities.Check(activity, CanonicalJson.Bytes(activity), arrival, cancel)
            : (null, new InboxRefusals.WrongShape("An item of a batch is an activity."));

    // What cannot be taken for what it is will never be: 422, whatever a request of its own would be answered.
    private static JsonObject Answer(string id, InboxRefusals refusal) => new()
    {
        ["id"] = id,
        ["status"] = StatusCodes.Status422UnprocessableEntity,
        ["code"] = refusal.Code,
        ["detail"] = refusal.Reason,
    };
}
