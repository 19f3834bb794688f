using Federation.Node.Documents.Scanning;
using Federation.Node.Shell;
using Federation.Storage.Keys;

namespace Federation.Node.Documents.Uploads;

/// <summary>
/// Keeps documents that come in parts until they are whole, joins them, and gives up those of which nothing comes, whichever way programs send
/// them. Every answer rests on committed rows and synced bytes: the next request may come to another replica, or after a power cut.
/// </summary>
internal sealed class UploadDesk(
    UploadTable table, UploadPartTable rows, UploadParts parts, DocumentDesk documents, KeyVault vault, DocumentLimits limits, TimeProvider time)
{
    /// <summary>Begins an upload unless its member has too many under way.</summary>
    /// <param name="name">What its sender calls it; null: it is told an id.</param>
    /// <param name="length">Bytes; null: said later, or never.</param>
    /// <param name="isPart">Whether it will be a part of another.</param>
    public async Task<UploadOutcome> Begin(Guid by, string? name, UploadPlan plan, long? length, bool isPart, CancellationToken cancel)
    {
        var upload = new Upload(Guid.CreateVersion7(time.GetUtcNow()), by, name, length, 0, isPart, false, End(), await vault.Seal(new SubjectId(by), plan, cancel));
        return await table.Begin(upload, limits.MostUploads, limits.MaxUploadBytes, cancel) ? new(upload, null)
            : UploadOutcome.Refused(name is not null && await table.Find(by, name, cancel) is not null ? new DocumentRefusal.AlreadyThere()
                : TooMany());
    }

    /// <summary>Adds bytes where an upload ended.</summary>
    /// <param name="received">Where that is.</param>
    /// <param name="room">Bytes for which there is room, from the beginning of the upload on; null: no limit.</param>
    /// <param name="checksum">What they add up to, or they are not kept; null: nobody said.</param>
    /// <returns>How many; none when nothing came.</returns>
    public async Task<(long Added, Refusal? Refusal)> Append(Upload upload, long received, Stream plain, long? room, Checksum? checksum)
    {
        var (part, refusal) = await parts.Keep(plain, null, new(received, received, room), upload.Plan.Subject, checksum);
        if (part is null)
        {
            return (0, refusal);
        }

        DocumentRefusal? unfit = received + part.Length > upload.Length ? new UploadRefusal.LongerThanAnnounced(upload.Length.Value) : null;
        if (part.Length > 0 && unfit is null && await rows.Append(upload.Id, part, End(), limits.MaxUploadBytes))
        {
            return (part.Length, null);
        }

        await parts.Forget(part.Blob);
        if (part.Length > 0 && unfit is null)
        {
            unfit = await table.Find(upload.MemberId, upload.Id, CancellationToken.None) is not { } now ? new UploadRefusal.NoSuchUpload()
                : now.Received != received || now.IsJoined ? new UploadRefusal.OtherOffset(now.Received)
                : TooMany();
        }

        return (0, unfit);
    }

    /// <summary>Adds a part at its place among the others, instead of the one that came there before.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="place">Its place, and how much there is besides.</param>
    /// <param name="checksum">What it adds up to, or it is not kept; null: nobody said.</param>
    /// <returns>Why not; null when it is durable.</returns>
    public async Task<Refusal?> Put(Upload upload, Stream plain, long? length, PartPlace place, Checksum? checksum)
    {
        var (part, refusal) = await parts.Keep(plain, length, place, upload.Plan.Subject, checksum);
        if (part is null || await rows.Put(upload.Id, part, End(), limits.MaxUploadBytes))
        {
            return refusal;
        }

        await parts.Forget(part.Blob);
        return await table.Find(upload.MemberId, upload.Id, CancellationToken.None) is null ? new UploadRefusal.NoSuchUpload() : TooMany();
    }

    /// <summary>Makes a document of an upload. Only one request at a time does, and the others are told so.</summary>
    /// <param name="plan">Of the upload: the folders it lies in are made.</param>
    /// <param name="path">Where it will lie.</param>
    /// <param name="length">Bytes it must have; null: those that came.</param>
    /// <param name="device">What the member calls the device that sent it; empty: a browser.</param>
    /// <param name="facts">What the device says about the file; null: nothing.</param>
    public async Task<Outcome> Join(
        Upload upload, UploadPlan plan, IReadOnlyList<string> path, Conditions when, long? length, string? device, FileFacts? facts, CancellationToken cancel)
    {
        await using var turn = await table.Turn(upload.Id, cancel);
        if (turn is null)
        {
            return Outcome.Refused(new UploadRefusal.BeingJoined());
        }

        if (await table.Find(upload.MemberId, upload.Id, cancel) is not { } now)
        {
            return Outcome.Refused(new UploadRefusal.NoSuchUpload());
        }

        if (now.IsJoined)
        {
            return new Outcome(false, null, null); // by somebody else, before our turn
        }

        if (await plan.MakeFolders(documents, upload.MemberId, path, cancel) is { } unmade)
        {
            return Outcome.Refused(unmade);
        }

        await using var whole = await parts.Open(upload.Id, cancel);
        var outcome = await documents.Put(upload.MemberId, path, when, whole, length ?? now.Received, cancel, device, facts);
        if (outcome.Refusal is null && upload.Name is null)
        {
            await table.Joined(upload.Id);
        }
        else if (outcome.Refusal is null or ScanRefusal.Infected)
        {
            await table.Remove(upload.Id, CancellationToken.None); // its name is free again
        }

        return outcome;
    }

    /// <summary>Removes uploads of which nothing came for long. What has no name stays a while after: its sender is told how it ended.</summary>
    public Task RemoveOld(CancellationToken cancel) => table.RemoveOld(time.GetUtcNow() - DocumentLimits.UploadLife, cancel);

    /// <summary>What is refused to who has too many under way, or too much.</summary>
    public UploadRefusal TooMany() => new UploadRefusal.TooManyUploads(limits.MostUploads, limits.MaxUploadBytes);

    /// <summary>When an upload of which something came just now is given up.</summary>
    public DateTimeOffset End() => time.GetUtcNow() + DocumentLimits.UploadLife;
}
