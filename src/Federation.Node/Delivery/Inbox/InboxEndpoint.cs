using System.Collections.Concurrent;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Json;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Where activities arrive: checked, stored once by id, answered. That an activity was applied or refused for what it says is told later, by a receipt.
/// </summary>
internal sealed partial class InboxEndpoint(
    NodeOptions options, RequestChecks requests, ActivityChecks activities, InboxIntake intake, IDeliveries deliveries, TimeProvider time,
    ILogger<InboxEndpoint> log)
{
    private const long WakeEvery = 5000; // milliseconds: a peer that sends a thousand a second is known to be there

    private readonly ConcurrentDictionary<string, long> woken = new(StringComparer.Ordinal);

    public Task<IResult> Receive(HttpContext http) =>
        InboxRequest.InTime(http, cancel => Receive(http, cancel), refusal => Refuse(http, refusal, ""));

    /// <summary>Reads and checks a request; what it returns instead of an arrival is the answer.</summary>
    public async ValueTask<(Arrival? Arrival, IResult? Answer)> Meet(HttpContext http, CancellationToken cancel)
    {
        if (await InboxRequest.Body(http, cancel) is not { } bytes)
        {
            return (null, Refuse(http, new InboxRefusals.TooLarge(), http.Connection.RemoteIpAddress?.ToString() ?? ""));
        }

        var arrival = new Arrival(Arrival.RequestOf(http, options.Origin), bytes, time.GetUtcNow());
        if (await requests.FirstRefusal(arrival, cancel) is { } refusal)
        {
            return (null, Refuse(http, refusal, arrival.ClaimedHost));
        }

        if (arrival.PeerHost.Length == 0)
        {
            return (null, Results.StatusCode(StatusCodes.Status202Accepted)); // a farewell of somebody we never met
        }

        await Wake(arrival.PeerHost, cancel);
        return (arrival, null);
    }

    /// <summary>Answers a refusal, and logs it.</summary>
    public IResult Refuse(HttpContext http, InboxRefusals refusal, string from)
    {
        Refused(log, from, refusal.Status, refusal.Reason);
        return refusal.Answer(http);
    }

    private async Task<IResult> Receive(HttpContext http, CancellationToken cancel)
    {
        var (arrival, answer) = await Meet(http, cancel);
        if (arrival is null)
        {
            return answer!; // one of the two is there
        }

        var read = StrictJson.ReadObject(arrival.Bytes);
        if (!read.IsRead)
        {
            return Refuse(http, new InboxRefusals.NotJson(read.Reason), arrival.PeerHost);
        }

        var (activity, refusal) = await activities.Check(read.Document, arrival.Bytes, arrival, cancel);
        return activity is null
            ? Refuse(http, refusal!, arrival.PeerHost) // one of the two is there
            : (await intake.Store([activity], cancel))[0] switch
            {
                StoreOutcome.Stored => Results.StatusCode(StatusCodes.Status202Accepted),
                StoreOutcome.Known => Results.StatusCode(StatusCodes.Status200OK), // a replay, or a sender that missed our first answer
                _ => Refuse(http, new InboxRefusals.AnotherWithThisId(), arrival.PeerHost),
            };
    }

    // It has just shown that it is there: what waits for it need not wait longer.
    private async ValueTask Wake(string host, CancellationToken cancel)
    {
        var now = Environment.TickCount64;
        if (woken.GetValueOrDefault(host, now - WakeEvery) <= now - WakeEvery)
        {
            woken[host] = now;
            await deliveries.Wake(host, cancel);
        }
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "An activity from '{From}' was refused with {Status}: {Reason}")]
    private static partial void Refused(ILogger log, string from, int status, string reason);
}
