using Federation.Node.Hosting;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Members.Erasures;

/// <summary>
/// Does the erasures that are due, every minute on every replica; each in one transaction: the event, the end of the key, and all the room's tables
/// hold of the member. Two at once: one wins and the other finds nothing to do. Whom a room holds back waits, and is erased by the first round after.
/// </summary>
internal sealed partial class MemberErasures(
    IDocumentStore store, DestroyedKeys destroyed, IEnumerable<IErasureHold> holds, TimeProvider time, ILogger<MemberErasures> log) : BackgroundService, IDestroyedAgain
{
    private static readonly TimeSpan Round = TimeSpan.FromMinutes(1);

    /// <summary>Erases everybody who is due and whom nothing holds back.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        foreach (var id in await Due(now, cancel))
        {
            if (await IsHeldBack(id, cancel))
            {
                continue;
            }

            await Erase(id, member => ErasureRules.Erase(member, now).Events, now, respectsHolds: true, cancel);
            await destroyed.Write(cancel); // not at the next round: no backup may bring this key back
        }
    }

    /// <summary>Members whose key was destroyed after the backup was made that this database was restored from: erased once more.</summary>
    public async Task Follow(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var ids = subjects.Select(subject => subject.Value).ToArray();
        await using var session = store.QuerySession();
        foreach (var member in await session.Query<Member>().Where(member => member.Id.IsOneOf(ids) && !member.IsErased).ToListAsync(cancel))
        {
            await Erase(member.Id, found => found.IsErased ? [] : [new MemberErased(found.Id, now)], now, respectsHolds: false, cancel); // what held them back was over by then
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.Every(Round, time, Run, e => Interrupted(log, e.Message), stoppingToken);

    private async Task<IReadOnlyList<Guid>> Due(DateTimeOffset now, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Member>().Where(member => member.Erasure!.DueAt <= now).Select(member => member.Id).ToListAsync(cancel); // null is not <= now
    }

    private async Task<bool> IsHeldBack(Guid id, CancellationToken cancel)
    {
        foreach (var room in holds)
        {
            if ((await room.Of(id, cancel)).Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    private async Task Erase(Guid id, Func<Member, IReadOnlyList<object>> decide, DateTimeOffset now, bool respectsHolds, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Member>(id, cancel);
        if (stream.Aggregate is not { } member || decide(member) is not { Count: > 0 } events)
        {
            return;
        }

        stream.AppendMany(events);
        session.Shred(new SubjectId(id), now);
        foreach (var room in respectsHolds ? holds : [])
        {
            room.Respect(session, id);
        }

        foreach (var table in (string[])["credential", "session", "invitation", "app_password", "device_sign_in"])
        {
            session.QueueSqlCommand($"delete from node.{table} where member_id = ?", id);
        }

        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (StreamConflict.Is(e) || StreamConflict.IsGuard(e))
        {
            // Another replica was at it, the member called it off or something was held at the last moment: the next round looks again.
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "The erasure of members was interrupted and goes on in a minute: {Reason}")]
    private static partial void Interrupted(ILogger log, string reason);
}
