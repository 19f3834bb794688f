using System.Text.Json.Nodes;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// Applies one stored activity: what its handler does and the record that it is done are one transaction, so that a crash in between, or
/// another replica, changes nothing.
/// </summary>
internal sealed partial class ActivityApplier(
    IDocumentStore store, InboxQueue queue, IFollowing following, TimeProvider time, ILogger<ActivityApplier> log)
{
    /// <summary>Applies or refuses it; false when its stream has to wait.</summary>
    public async Task<bool> Apply(WaitingActivity waiting, JsonObject body, IActivityHandler handler, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            deadline.CancelAfter(InboxLimits.HandlingDeadline);
            try
            {
                await Once(waiting, body, handler, deadline.Token);
                return true;
            }
            catch (Exception e) when (InboxQueue.IsSettledByAnother(e))
            {
                return true;
            }
            catch (Exception e) when (attempt < InboxLimits.MaxHandlingAttempts && StreamConflict.Is(e))
            {
                // Somebody changed or began the same stream meanwhile: decide again.
            }
            catch (Exception e) when (StreamConflict.Is(e))
            {
                return await Later(waiting, body, "What it changes is being changed by others just now.", isOurFault: false, cancel);
            }
            catch (FetchException e) when (e.IsFinal)
            {
                await Refuse(waiting, body, e.Message, cancel);
                return true;
            }
            catch (FetchException e)
            {
                return await Later(waiting, body, e.Message, isOurFault: false, cancel, e.RetryAfter);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return await Later(waiting, body, $"It took longer than {InboxLimits.HandlingDeadline.TotalSeconds:0} seconds.", isOurFault: false, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException && DatabaseTrouble.Of(e) is null)
            {
                Failed(log, waiting.Id, waiting.PeerHost, e);
                return await Later(waiting, body, "This node failed on it.", isOurFault: true, cancel);
            }
        }
    }

    private async Task Once(WaitingActivity waiting, JsonObject body, IActivityHandler handler, CancellationToken cancel)
    {
        var activity = new ReceivedActivity(waiting.Id, waiting.PeerHost, new Uri(waiting.Actor), body, waiting.Body, waiting.ReceivedAt);
        await using var session = store.LightweightSession();
        using var budget = FetchBudget.Begin();
        var outcome = handler.NeedsFollow && !await following.Follows(activity.PeerHost, activity.Actor, cancel)
            ? ActivityOutcome.NotFollowed
            : await handler.Handle(activity, session, cancel);
        if (outcome is ActivityOutcome.Refused refused)
        {
            await Refuse(waiting, body, refused.Reason, cancel); // what the handler queued is dropped with its session
            return;
        }

        queue.Settle(session, waiting, body, outcome);
        await session.SaveChangesAsync(cancel);
    }

    private async Task Refuse(WaitingActivity waiting, JsonObject body, string reason, CancellationToken cancel)
    {
        Refused(log, waiting.PeerHost, reason);
        await using var session = store.LightweightSession();
        queue.Settle(session, waiting, body, new ActivityOutcome.Refused(reason));
        await session.SaveChangesAsync(cancel);
    }

    private async Task<bool> Later(
        WaitingActivity waiting, JsonObject body, string reason, bool isOurFault, CancellationToken cancel, TimeSpan? asked = null)
    {
        var now = time.GetUtcNow();
        var before = await queue.PauseOf(waiting, cancel);
        if (PauseRules.IsGivenUp(before, isOurFault, now))
        {
            await Refuse(waiting, body, $"Given up after {before!.Failures + 1} tries. Last: {reason}", cancel); // given up only after some
            return true;
        }

        var failures = (before?.Failures ?? 0) + 1;
        await queue.Pause(waiting, reason, now + PauseRules.Pause(failures, asked), cancel);
        if (failures == 1)
        {
            Waits(log, waiting.PeerHost, reason);
        }

        return false;
    }

    [LoggerMessage(EventId = 3011, Level = LogLevel.Information, Message = "An activity from {Host} was refused: {Reason}")]
    private static partial void Refused(ILogger log, string host, string reason);

    [LoggerMessage(EventId = 3012, Level = LogLevel.Warning, Message = "What {Host} says in one stream waits: {Reason}")]
    private static partial void Waits(ILogger log, string host, string reason);

    [LoggerMessage(EventId = 3013, Level = LogLevel.Error, Message = "{Activity} of {Host} met a defect of the node; report it with what follows.")]
    private static partial void Failed(ILogger log, string activity, string host, Exception cause);
}
