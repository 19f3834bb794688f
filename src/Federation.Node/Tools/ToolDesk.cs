using Federation.Node.Shell;
using Federation.Node.Tools.Archives;
using Federation.Node.Tools.Copies;
using Federation.Node.Tools.Releases;
using Marten;

namespace Federation.Node.Tools;

/// <summary>Loads a version of a tool of ours, asks the rule, saves what it decided.</summary>
internal sealed class ToolDesk(IDocumentStore store, ToolArchives archives, ToolPress press, TimeProvider time)
{
    /// <summary>Takes an archive in, looks into it, and asks for a second person.</summary>
    public async Task<(Guid Id, ToolRefusal? Refusal)> Propose(ToolManifest manifest, Stream archive, Guid by, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var id = Tool.IdOf(manifest.Name, manifest.Version);
        // Before 200 MiB are read: what is wrong already.
        if ((ToolRules.Refute(manifest, DateOnly.FromDateTime(now.UtcDateTime)) ?? Taken(await Load(id, cancel))) is { } early)
        {
            return (id, early);
        }

        var (kept, refusal) = await archives.Keep(archive, null, cancel);
        if (kept is null)
        {
            return (id, refusal);
        }

        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Tool>(id, cancel);
        var decision = ToolRules.Propose(stream.Aggregate, new ToolProposed(id, manifest, kept, by, now));
        if (decision.Refusal is ToolRefusal late)
        {
            await ForgetUnused(kept.Sha256, cancel);
            return (id, late);
        }

        var replaced = stream.Aggregate?.Archive.Sha256;
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Tool>(id, decision.Events);
        }
        else
        {
            stream.AppendMany(decision.Events);
        }

        await session.SaveChangesAsync(cancel);
        if (replaced is not null && replaced != kept.Sha256)
        {
            await ForgetUnused(replaced, cancel);
        }

        return (id, null);
    }

    /// <summary>Signs and announces what the approver looked at.</summary>
    public async Task<Refusal?> Approve(Guid id, string seen, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Tool>(id, cancel);
        if (ToolRules.MayApprove(stream.Aggregate, seen, by) is { } refusal)
        {
            return refusal;
        }

        var tool = stream.Aggregate!; // MayApprove looked
        if (await archives.Refute(tool.Archive.Sha256, cancel) is { } fault)
        {
            return new ToolRefusal.BrokenArchive(fault);
        }

        stream.AppendOne(press.Publish(session, tool, by, time.GetUtcNow()));
        await session.SaveChangesAsync(cancel);
        return null;
    }

    /// <summary>Sends a proposal back; its archive goes.</summary>
    public async Task<Refusal?> Return(Guid id, string reason, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Tool>(id, cancel);
        var decision = ToolRules.Return(stream.Aggregate, reason, by, time.GetUtcNow());
        if (decision.Events.Count > 0)
        {
            stream.AppendMany(decision.Events);
            await session.SaveChangesAsync(cancel);
            await ForgetUnused(stream.Aggregate!.Archive.Sha256, cancel); // Return looked
        }

        return decision.Refusal;
    }

    /// <summary>Revokes a published version, everywhere within a delivery.</summary>
    public async Task<Refusal?> Revoke(Guid id, string reason, Guid by, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Tool>(id, cancel);
        if (ToolRules.MayRevoke(stream.Aggregate, reason) is { } refusal)
        {
            return refusal;
        }

        stream.AppendOne(press.Revoke(session, stream.Aggregate!, reason.Trim(), by, time.GetUtcNow())); // MayRevoke looked
        await session.SaveChangesAsync(cancel);
        return null;
    }

    public async Task<Tool?> Load(Guid id, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Tool>(id, cancel);
    }

    public async Task<IReadOnlyList<Tool>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.Query<Tool>().ToListAsync(cancel);
    }

    private static ToolRefusal.VersionTaken? Taken(Tool? tool) => tool is { State: ToolState.Published or ToolState.Revoked } ? new ToolRefusal.VersionTaken() : null;

    private async Task ForgetUnused(string sha256, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        if (!(await session.Query<Tool>().ToListAsync(cancel)).Any(tool => tool.State != ToolState.Returned && tool.Archive.Sha256 == sha256)
            && !(await session.Query<ToolCopy>().ToListAsync(cancel)).Any(copy => copy.Sha256 == sha256))
        {
            await archives.Forget(sha256, cancel);
        }
    }
}
