using System.Security.Cryptography;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Federation.Protocol.Json;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Where activities arrive: checked, met once, and handled in one transaction with the record that they were.</summary>
internal sealed partial class InboxEndpoint(
    NodeOptions options, InboxChecks checks, ReceivedTable received, IDocumentStore store, IEnumerable<IActivityHandler> handlers,
    IDeliveries deliveries, TimeProvider time, ILogger<InboxEndpoint> log)
{
    public async Task<IResult> Receive(HttpContext http, CancellationToken cancel)
    {
        if (await ReadBody(http.Request, cancel) is not { } bytes)
        {
            return Refuse(new InboxRefusals.TooLarge(), http.Connection.RemoteIpAddress?.ToString() ?? "");
        }

        var arrival = new Arrival(Arrival.RequestOf(http, options.Origin), bytes, time.GetUtcNow());
        if (await checks.FirstRefusal(arrival, cancel) is { } refusal)
        {
            return Refuse(refusal, arrival.PeerHost);
        }

        await deliveries.Wake(arrival.PeerHost, cancel);
        return await Meet(arrival, cancel);
    }

    private async Task<IResult> Meet(Arrival arrival, CancellationToken cancel)
    {
        var hash = SHA256.HashData(CanonicalJson.Bytes(arrival.Activity));
        if (await received.Find(arrival.Id, cancel) is { } known)
        {
            if (!known.Hash.AsSpan().SequenceEqual(hash))
            {
                return Refuse(new InboxRefusals.AnotherWithThisId(), arrival.PeerHost);
            }

            if (known.IsApplied)
            {
                return Results.Ok(); // a replay, or a sender that missed our first answer
            }
        }

        var activity = new ReceivedActivity(
            arrival.Id, arrival.PeerHost, arrival.Actor!, arrival.Activity, arrival.Bytes, arrival.At); // the checks set the actor
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Handle(activity, hash, cancel);
            }
            catch (Exception e) when (IsMetByAnother(e))
            {
                return await received.Find(arrival.Id, cancel) is { } winner && winner.Hash.AsSpan().SequenceEqual(hash)
                    ? Results.Ok() // another replica handled the same activity at the same moment
                    : Refuse(new InboxRefusals.AnotherWithThisId(), arrival.PeerHost);
            }
            catch (Exception e) when (attempt < DeliveryLimits.MaxHandlingAttempts && StreamConflict.Is(e))
            {
                // Somebody changed or began the same stream meanwhile: decide again. Answered 409, the sender would give up for good.
            }
            catch (Exception e) when (StreamConflict.Is(e))
            {
                return Refuse(new InboxRefusals.Busy(), arrival.PeerHost);
            }
            catch (FetchException e)
            {
                return Refuse(new InboxRefusals.CannotFetch(e.Message), arrival.PeerHost);
            }
        }
    }

    private async Task<IResult> Handle(ReceivedActivity activity, byte[] hash, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var outcome = handlers.FirstOrDefault(each => each.Handles(activity.Body)) is { } handler
            ? await handler.Handle(activity, session, cancel)
            : new ActivityOutcome.Refused("This node has no use for this kind of activity.");
        if (outcome is not ActivityOutcome.Refused refused)
        {
            ReceivedTable.Record(session, activity, hash, outcome);
            await session.SaveChangesAsync(cancel);
            return Results.Accepted();
        }

        // What a refusing handler queued is dropped with its session.
        await using var record = store.LightweightSession();
        ReceivedTable.Record(record, activity, hash, outcome);
        await record.SaveChangesAsync(cancel);
        return Refuse(new InboxRefusals.NotTaken(refused.Reason), activity.PeerHost);
    }

    private static async Task<byte[]?> ReadBody(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > DeliveryLimits.MaxActivityBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (body.Length + read > DeliveryLimits.MaxActivityBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static bool IsMetByAnother(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: ReceivedTable.Key }
            || IsMetByAnother(e.InnerException));

    private IResult Refuse(InboxRefusals refusal, string from)
    {
        Refused(log, from, refusal.Status, refusal.Reason);
        return Answers.Problem(refusal);
    }

    [LoggerMessage(EventId = 3010, Level = LogLevel.Information, Message = "An activity from '{From}' was refused with {Status}: {Reason}")]
    private static partial void Refused(ILogger log, string from, int status, string reason);
}
