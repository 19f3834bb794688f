using System.Text;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Spaces;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// Takes large files in parts, any of which may be sent again, to any replica, and joins them when all are there. The parts are as encrypted and as
/// durable as documents.
/// </summary>
internal sealed partial class SyncUploadDesk(
    SyncUploadTable uploads, DocumentBytes bytes, DocumentDesk desk, Reaches reaches, QuotaViews quotas, IBlobStore blobs, DocumentLimits limits, TimeProvider time,
    ILogger<SyncUploadDesk> log)
{
    /// <summary>Begins an upload.</summary>
    /// <param name="name">What the program calls it.</param>
    /// <param name="plan">What it says of the whole.</param>
    public async Task<Outcome> Begin(Guid memberId, string name, SyncPlan plan, CancellationToken cancel) =>
        Encoding.UTF8.GetByteCount(name) > DocumentLimits.LongestName ? Outcome.Refused(new DocumentRefusal.NameTooLong())
        : (await UseOf(memberId, plan, cancel))?.Refuse(plan.Length ?? 0) is { } full ? Outcome.Refused(full)
        : await uploads.Begin(memberId, name, cancel) is not null ? new Outcome(true, null, null)
        : Outcome.Refused(await uploads.Find(memberId, name, cancel) is null ? new SyncRefusal.TooManyUploads() : new DocumentRefusal.AlreadyThere());

    /// <summary>Keeps a part.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="plan">What it says of the whole.</param>
    public async Task<Outcome> Put(
        Guid memberId, string name, long number, Stream plain, long? length, Checksum? checksum, SyncPlan plan, CancellationToken cancel)
    {
        if (await uploads.Find(memberId, name, cancel) is not { } upload)
        {
            return Outcome.Refused(new SyncRefusal.NoSuchUpload());
        }

        var others = (await uploads.Parts(upload, cancel)).Where(part => part.Number != number).Sum(part => part.Bytes.Length);
        if (others + (length ?? 0) > limits.MaxDocumentBytes)
        {
            return Outcome.Refused(new DocumentRefusal.TooLarge(limits.MaxDocumentBytes));
        }

        var use = await UseOf(memberId, plan, cancel);
        if (use?.Refuse(Math.Max(plan.Length ?? 0, others + (length ?? 0))) is { } full)
        {
            return Outcome.Refused(full);
        }

        var (stored, refusal) = await bytes.Keep(plain, length, use?.Free is { } free ? Math.Max(0, free - others) : null, checksum, cancel);
        if (stored is null)
        {
            return Outcome.Refused(refusal is QuotaRefusal.NoRoom ? new QuotaRefusal.NoRoom(use!.Free!.Value) : refusal!); // no bytes: a refusal; no room: a limit
        }

        if (await uploads.AddPart(upload, number, await bytes.Seal(stored, new SubjectId(memberId), null), CancellationToken.None))
        {
            return new Outcome(true, null, null);
        }

        await bytes.Forget(stored);
        return Outcome.Refused(new SyncRefusal.NoSuchUpload());
    }

    /// <summary>The parts that are here; null when there is no such upload.</summary>
    public async Task<IReadOnlyList<SyncPart>?> Parts(Guid memberId, string name, CancellationToken cancel) =>
        await uploads.Find(memberId, name, cancel) is { } upload ? await uploads.Parts(upload, cancel) : null;

    /// <summary>Joins the parts and puts them at a path.</summary>
    /// <param name="length">What they must be together, in bytes; null: the sender did not say.</param>
    public async Task<Outcome> Join(
        Guid memberId, string name, IReadOnlyList<string> path, Conditions when, long? length, FileFacts facts, string? device, CancellationToken cancel)
    {
        if (await uploads.Find(memberId, name, cancel) is not { } upload)
        {
            return Outcome.Refused(new SyncRefusal.NoSuchUpload());
        }

        var parts = await uploads.Parts(upload, cancel);
        // Of somebody erased meanwhile too few bytes come, and the write is refused.
        await using var joined = new JoinedStream([.. parts.Select<SyncPart, Func<CancellationToken, Task<Stream>>>(
            part => async stop => await bytes.Open(part.Bytes, stop) ?? Stream.Null)]);
        var outcome = await desk.Put(memberId, path, when, joined, length ?? parts.Sum(part => part.Bytes.Length), cancel, device, facts);
        if (outcome.Refusal is null or ScanRefusal.Infected)
        {
            await uploads.End(upload, CancellationToken.None);
        }

        return outcome;
    }

    /// <summary>Drops a part, or the whole upload.</summary>
    public async Task<Outcome> Drop(Guid memberId, string name, long? number, CancellationToken cancel)
    {
        if (await uploads.Find(memberId, name, cancel) is not { } upload || number is { } part && !await uploads.DropPart(upload, part, cancel))
        {
            return Outcome.Refused(new SyncRefusal.NoSuchUpload());
        }

        if (number is null)
        {
            await uploads.End(upload, cancel);
        }

        return new Outcome(false, null, null);
    }

    /// <summary>Removes the bytes of what ended and of what nobody touched for <see cref="DocumentLimits.UploadLife"/>. Twice does no harm.</summary>
    public async Task RemoveEnded(CancellationToken cancel)
    {
        await uploads.EndAbandoned(time.GetUtcNow() - DocumentLimits.UploadLife, cancel);
        foreach (var (part, blob) in await uploads.Superfluous(cancel))
        {
            try
            {
                await blobs.Delete(blob, cancel);
                await uploads.Forget(part, cancel);
            }
            catch (IOException e)
            {
                Refused(log, blob.ToString(), e.Message);
            }
        }

        await uploads.ForgetEmpty(cancel);
    }

    // Programs that do not say where it will lie are told at the end.
    private async Task<SpaceUse?> UseOf(Guid memberId, SyncPlan plan, CancellationToken cancel) =>
        plan.Path is { } path ? await quotas.Of((await reaches.To(memberId, path, cancel)).Space.Id, cancel) : null;

    [LoggerMessage(EventId = 4203, Level = LogLevel.Warning, Message = "The bytes {Blob} of an upload that ended could not be removed and are tried again: {Reason}")]
    private static partial void Refused(ILogger log, string blob, string reason);
}

/// <summary>What a program says of a whole upload while its parts come.</summary>
/// <param name="Path">Where it will lie; null: it does not say.</param>
/// <param name="Length">How long it will be, in bytes; null: it does not say.</param>
internal sealed record SyncPlan(IReadOnlyList<string>? Path, long? Length);
