using System.Text;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.Uploads;
using Federation.Node.Shell;

namespace Federation.Node.Documents.SyncClients;

/// <summary>Uploads that sync programs name, whose parts come in any order and again, and which are joined when the program says so.</summary>
internal sealed class SyncUploadDesk(UploadDesk uploads, UploadTable table, UploadPartTable rows, Reaches reaches, QuotaViews quotas, DocumentLimits limits)
{
    /// <summary>Begins an upload.</summary>
    /// <param name="name">What the program calls it.</param>
    /// <param name="plan">What it says of the whole.</param>
    public async Task<Outcome> Begin(Guid memberId, string name, SyncPlan plan, CancellationToken cancel)
    {
        var refusal = Encoding.UTF8.GetByteCount(name) > DocumentLimits.LongestName ? new DocumentRefusal.NameTooLong()
            : plan.Length > limits.MaxDocumentBytes ? new DocumentRefusal.TooLarge(limits.MaxDocumentBytes)
            : (await UseOf(memberId, plan, cancel))?.Refuse(plan.Length ?? 0)
            ?? (await uploads.Begin(memberId, name, UploadPlan.ToldLater, plan.Length, isPart: false, cancel)).Refusal;
        return Answer(refusal, created: true);
    }

    /// <summary>Keeps a part.</summary>
    /// <param name="length">What the sender announced.</param>
    /// <param name="plan">What it says of the whole.</param>
    public async Task<Outcome> Put(
        Guid memberId, string name, long number, Stream plain, long? length, Checksum? checksum, SyncPlan plan, CancellationToken cancel)
    {
        if (await table.Find(memberId, name, cancel) is not { } upload)
        {
            return Outcome.Refused(new UploadRefusal.NoSuchUpload());
        }

        var others = (await rows.Parts(upload.Id, cancel)).Where(part => part.Position != number).Sum(part => part.Length);
        var use = await UseOf(memberId, plan, cancel);
        var refusal = others + (length ?? 0) > limits.MaxDocumentBytes ? new DocumentRefusal.TooLarge(limits.MaxDocumentBytes)
            : use?.Refuse(Math.Max(plan.Length ?? 0, others + (length ?? 0)))
            ?? await uploads.Put(upload, plain, length, new(number, others, use?.Free), checksum);
        return Answer(refusal, created: true);
    }

    /// <summary>The parts that are here; null when there is no such upload.</summary>
    public async Task<IReadOnlyList<UploadPart>?> Parts(Guid memberId, string name, CancellationToken cancel) =>
        await table.Find(memberId, name, cancel) is { } upload ? await rows.Parts(upload.Id, cancel) : null;

    /// <summary>Joins the parts and puts them at a path.</summary>
    /// <param name="length">What they must be together, in bytes; null: the sender did not say.</param>
    public async Task<Outcome> Join(
        Guid memberId, string name, IReadOnlyList<string> path, Conditions when, long? length, FileFacts facts, string? device, CancellationToken cancel) =>
        await table.Find(memberId, name, cancel) is { } upload
            ? await uploads.Join(upload, UploadPlan.ToldLater, path, when, length, device, facts, cancel)
            : Outcome.Refused(new UploadRefusal.NoSuchUpload());

    /// <summary>Drops a part, or the whole upload.</summary>
    public async Task<Outcome> Drop(Guid memberId, string name, long? number, CancellationToken cancel)
    {
        if (await table.Find(memberId, name, cancel) is not { } upload || number is { } part && !await rows.Drop(upload.Id, part, uploads.End(), cancel))
        {
            return Outcome.Refused(new UploadRefusal.NoSuchUpload());
        }

        if (number is null)
        {
            await table.Remove(upload.Id, cancel);
        }

        return Answer(null, created: false);
    }

    private static Outcome Answer(Refusal? refusal, bool created) => refusal is null ? new(created, null, null) : Outcome.Refused(refusal);

    // Programs that do not say where it will lie are told at the end.
    private async Task<SpaceUse?> UseOf(Guid memberId, SyncPlan plan, CancellationToken cancel) =>
        plan.Path is { } path ? await quotas.Of((await reaches.To(memberId, path, cancel)).Space.Id, cancel) : null;
}

/// <summary>What a program says of a whole upload while its parts come.</summary>
/// <param name="Path">Where it will lie; null: it does not say.</param>
/// <param name="Length">How long it will be, in bytes; null: it does not say.</param>
internal sealed record SyncPlan(IReadOnlyList<string>? Path, long? Length);
