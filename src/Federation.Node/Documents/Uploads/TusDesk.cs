using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Uploads;

/// <summary>Uploads whose parts come one after the other, and which become a document when as much is here as was announced.</summary>
internal sealed class TusDesk(
    UploadDesk uploads, UploadTable table, Reaches reaches, QuotaViews quotas, KeyVault vault, DocumentLimits limits, TimeProvider time)
{
    /// <summary>Begins an upload.</summary>
    /// <param name="length">Bytes; null: said later.</param>
    /// <param name="isPart">Whether it will be a part of another.</param>
    public async Task<UploadOutcome> Begin(Guid by, UploadPlan plan, long? length, bool isPart, CancellationToken cancel)
    {
        var refusal = length > limits.MaxDocumentBytes ? new DocumentRefusal.TooLarge(limits.MaxDocumentBytes)
            : isPart ? null
            : await Folder(by, plan, cancel) is not { } folder ? new DocumentRefusal.NoParent()
            : folder.Reach.RefuseChange is { } readOnly ? readOnly
            : plan.RefuseNames() ?? await RefuseVersion(by, folder, plan, cancel) ?? (await quotas.Of(folder.Reach.Space.Id, cancel)).Refuse(length ?? 0);
        return refusal is null ? await uploads.Begin(by, null, plan, length, isPart, cancel) : UploadOutcome.Refused(refusal);
    }

    /// <summary>An upload as it stands; one that is complete becomes a document now, should it not have yet.</summary>
    public async Task<UploadOutcome> Look(Guid by, Guid id, string? device, CancellationToken cancel)
    {
        var found = await Find(by, id, cancel);
        return found.Upload is { } upload ? await Join(upload, device, cancel) : found;
    }

    /// <summary>Adds bytes where the upload ended. What came before a connection broke is kept.</summary>
    /// <param name="from">Where the sender thinks that is.</param>
    /// <param name="length">Bytes of the whole upload, where the sender knows by now.</param>
    /// <param name="announced">Bytes of the body; null: not known.</param>
    /// <param name="sum">What they add up to: then they count all or not at all.</param>
    public async Task<UploadOutcome> GoOn(Guid by, Guid id, long from, long? length, Stream body, long? announced, Checksum? sum, string? device, CancellationToken cancel)
    {
        var found = await Find(by, id, cancel);
        if (found.Upload is not { } upload)
        {
            return found;
        }

        if (await Refuse(upload, from, announced, cancel) is { } early)
        {
            return UploadOutcome.Refused(early);
        }

        // Where it was said how long it is, there was room then; should there be none any more when all is here, it is refused and waits for room.
        var use = upload.Length is null ? await UseOf(upload, cancel) : null;
        if (length is { } known)
        {
            if ((known > limits.MaxDocumentBytes ? new DocumentRefusal.TooLarge(limits.MaxDocumentBytes) : use?.Refuse(known) as DocumentRefusal) is { } tooMuch)
            {
                return UploadOutcome.Refused(tooMuch);
            }

            if (!await table.SetLength(id, known, limits.MaxUploadBytes, cancel))
            {
                return UploadOutcome.Refused(upload.Length is null && known >= upload.Received ? uploads.TooMany() : new UploadRefusal.BadHeader("Upload-Length"));
            }

            upload = upload with { Length = known };
            if (announced > known - from)
            {
                return UploadOutcome.Refused(new UploadRefusal.LongerThanAnnounced(known));
            }
        }

        var (received, refusal) = await Take(upload, use?.Free, body, sum);
        return refusal is null ? await Join(upload with { Received = received, ExpiresAt = uploads.End() }, device, CancellationToken.None)
            : UploadOutcome.Refused(refusal is SyncClients.SyncRefusal.WrongChecksum ? new UploadRefusal.ChecksumMismatch() : refusal);
    }

    /// <summary>Makes one upload, and a document, of the parts of others.</summary>
    public async Task<UploadOutcome> Concatenate(Guid by, UploadPlan plan, IReadOnlyList<Guid> others, string? device, CancellationToken cancel)
    {
        if (others.Count == 0 || others.Distinct().Count() < others.Count)
        {
            return UploadOutcome.Refused(new UploadRefusal.BadHeader("Upload-Concat"));
        }

        var begun = await Begin(by, plan, null, isPart: false, cancel);
        if (begun.Upload is not { } upload)
        {
            return begun;
        }

        // Before they are taken: what does not fit stays in its parts; there may be room soon.
        if ((await UseOf(upload, cancel))?.Refuse(await table.Received(by, others, cancel)) is { } full)
        {
            await table.Remove(upload.Id, CancellationToken.None);
            return UploadOutcome.Refused(full);
        }

        if (!await table.Take(upload, others, cancel))
        {
            await table.Remove(upload.Id, CancellationToken.None);
            return UploadOutcome.Refused(new UploadRefusal.NotAllThere());
        }

        return await Look(by, upload.Id, device, CancellationToken.None);
    }

    /// <summary>Gives an upload up.</summary>
    public async Task<Refusal?> GiveUp(Guid by, Guid id, CancellationToken cancel)
    {
        if (await table.Find(by, id, cancel) is null)
        {
            return new UploadRefusal.NoSuchUpload();
        }

        await table.Remove(id, cancel);
        return null;
    }

    /// <summary>What becomes of an upload; null when its member was erased.</summary>
    public async Task<UploadPlan?> PlanOf(Upload upload, CancellationToken cancel) => (await vault.Open(upload.Plan, cancel)).TryGet(out var plan) ? plan : null;

    private async Task<UploadOutcome> Find(Guid by, Guid id, CancellationToken cancel) =>
        await table.Find(by, id, cancel) is not { Name: null } upload ? UploadOutcome.Refused(new UploadRefusal.NoSuchUpload())
        : upload is { IsJoined: false } && upload.ExpiresAt <= time.GetUtcNow() ? UploadOutcome.Refused(new UploadRefusal.Expired())
        : new(upload, null);

    private async Task<Refusal?> Refuse(Upload upload, long from, long? announced, CancellationToken cancel) =>
        (await PlanOf(upload, cancel))?.JoinedFrom is not null ? new UploadRefusal.JoinedFromParts()
        : upload.Received != from ? new UploadRefusal.OtherOffset(upload.Received)
        : upload.Length is { } length && announced > length - from ? new UploadRefusal.LongerThanAnnounced(length)
        : from + announced > limits.MaxDocumentBytes ? new DocumentRefusal.TooLarge(limits.MaxDocumentBytes)
        : null;

    private async Task<DocumentRefusal?> RefuseVersion(Guid by, Sight folder, UploadPlan plan, CancellationToken cancel) =>
        plan.IfMatch is null ? null : plan.RefuseVersion((await reaches.Look(by, plan.PathIn(folder), cancel)).Place);

    // Part by part, each counted as soon as it is durable: that is what a sender can rely on when it asks how far it came. With a checksum, all are one.
    private async Task<(long Received, Refusal? Refusal)> Take(Upload upload, long? room, Stream body, Checksum? sum)
    {
        var (bounded, received) = (upload with { Length = upload.Length ?? limits.MaxDocumentBytes }, upload.Received);
        for (var isLast = false; !isLast;)
        {
            // One byte more than there may be, to see whether there is.
            var most = bounded.Length.Value - received + 1;
            using var piece = new PartOfBody(body, sum is null ? Math.Min(limits.UploadPartBytes, most) : most);
            var (added, refusal) = await uploads.Append(bounded, received, piece, room, sum);
            if (refusal is not null)
            {
                return (received, refusal);
            }

            (received, isLast) = (received + added, piece.IsLast || sum is not null);
        }

        return (received, null);
    }

    private async Task<UploadOutcome> Join(Upload upload, string? device, CancellationToken cancel)
    {
        if (!upload.IsComplete || upload.IsPart || upload.IsJoined)
        {
            return new(upload, null);
        }

        if (await PlanOf(upload, cancel) is not { } plan || await Folder(upload.MemberId, plan, cancel) is not { } folder)
        {
            return UploadOutcome.Refused(new DocumentRefusal.NoParent());
        }

        var outcome = await uploads.Join(upload, plan, plan.PathIn(folder), plan.When(), upload.Length, device ?? "", null, cancel);
        return outcome.Refusal is { } refusal ? UploadOutcome.Refused(refusal) : new(upload with { IsJoined = true }, null);
    }

    // A part of another has no folder yet.
    private async Task<SpaceUse?> UseOf(Upload upload, CancellationToken cancel) =>
        !upload.IsPart && await PlanOf(upload, cancel) is { } plan && await Folder(upload.MemberId, plan, cancel) is { } folder ? await quotas.Of(folder.Reach.Space.Id, cancel) : null;

    private Task<Sight?> Folder(Guid by, UploadPlan plan, CancellationToken cancel) => reaches.Find(by, plan.FolderId ?? Space.PersonalIdOf(by), cancel);
}
