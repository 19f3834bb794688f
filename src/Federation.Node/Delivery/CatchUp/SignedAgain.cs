using System.Text.Json.Nodes;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>
/// Hands a room what it applied before and keeps a copy of, now that its author signed it again: the copy's key may have been revoked. That
/// the activity was received is known already, so nothing else is settled by it.
/// </summary>
internal sealed class SignedAgain(IDocumentStore store, IEnumerable<IActivityHandler> handlers, NpgsqlDataSource source)
{
    public async Task Take(CheckedActivity activity, JsonObject body, CancellationToken cancel)
    {
        if (handlers.FirstOrDefault(each => each.Handles(body)) is { KeepsCopies: true } handler && await WasApplied(activity, cancel))
        {
            await StreamConflict.Again(InboxLimits.MaxHandlingAttempts, () => Once(activity, body, handler, cancel));
        }
    }

    private async Task<ActivityOutcome> Once(CheckedActivity activity, JsonObject body, IActivityHandler handler, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        using var budget = FetchBudget.Begin();
        var received = new ReceivedActivity(activity.Id, activity.PeerHost, new Uri(activity.Actor), body, activity.Body, activity.At);
        var outcome = await handler.Handle(received, session, cancel);
        if (outcome is ActivityOutcome.Applied)
        {
            await session.SaveChangesAsync(cancel);
        }

        return outcome;
    }

    private async Task<bool> WasApplied(CheckedActivity activity, CancellationToken cancel)
    {
        await using var command = source.Command("select exists (select 1 from node.received where key = $1 and state = 'applied')", activity.Key);
        return await command.ExecuteScalarAsync(cancel) is true;
    }
}
