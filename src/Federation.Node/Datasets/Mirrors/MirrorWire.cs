using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Delivery;
using Federation.Protocol.Proofs;
using Marten;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>Takes the releases of the catalogues that this node follows: signature, files by digest, and what the table gives away are checked before anything is kept.</summary>
internal sealed class MirrorWire(IPeerKeys keys, ISignedFetch fetch, ITemplates templates) : IActivityHandler
{
    /// <summary>Datasets mirrored of one peer: far more than a union publishes, and no peer fills our disk with them.</summary>
    private const int MaxMirrorsOfPeer = 1000;

    /// <summary>Versions held of one dataset: weekly for twenty years.</summary>
    private const int MaxVersions = 1000;

    /// <summary>To attack a table as a reader could; the largest the gate can make takes a fraction of it.</summary>
    private static readonly TimeSpan AuditDeadline = TimeSpan.FromSeconds(15);

    public bool KeepsCopies => true;

    public bool Handles(JsonObject activity) => AnnouncedRelease.IsOne(activity);

    public bool NeedsFollow => true;

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var document = received.Body["object"]!["dataset"]!.AsObject(); // IsOne looked
        var (release, reason) = AnnouncedRelease.Read(document, received.PeerHost, received.Actor.AbsoluteUri);
        if (release is null)
        {
            return new ActivityOutcome.Refused(reason!); // one of the two is there
        }

        if (await keys.Find(release.KeyId, KeyPurpose.Proof, cancel) is not { } key)
        {
            return new ActivityOutcome.Refused("The key that signed the release is not known here.");
        }

        if (ObjectProof.Refute(document, key) is { } fault)
        {
            return new ActivityOutcome.Refused(fault);
        }

        var id = Mirror.IdOf(release.DatasetUrl);
        var stream = await session.Events.FetchForWriting<Mirror>(id, cancel);
        var text = SignedCopy.Text(document);
        if (stream.Aggregate?.TakenBack.Contains(release.VersionUrl) == true)
        {
            return new ActivityOutcome.Applied(); // a withdrawal beats what comes late
        }

        if (stream.Aggregate?.Find(release.VersionUrl) is { } known)
        {
            switch (await SignedCopy.Compare(known.Document, document, keys, cancel))
            {
                case CopyVerdict.Changed:
                    return new ActivityOutcome.Refused(HeldAlready.SameVersion);
                case CopyVerdict.SignedAgain:
                    stream.AppendOne(new MirrorSignedAgain(id, known.Url, text, received.ReceivedAt));
                    break;
            }

            return new ActivityOutcome.Applied();
        }

        if (stream.Aggregate?.Versions.Any(version => version.Version == release.Version) == true)
        {
            return new ActivityOutcome.Refused(HeldAlready.SameNumber);
        }

        if (stream.Aggregate?.Versions.Count >= MaxVersions || (stream.Aggregate is null
            && await session.Query<Mirror>().CountAsync(mirror => mirror.Host == received.PeerHost, cancel) >= MaxMirrorsOfPeer))
        {
            return new ActivityOutcome.Refused($"This node mirrors at most {MaxMirrorsOfPeer} datasets of a peer and {MaxVersions} versions of each.");
        }

        var (table, csv) = (release.File(MediaTypes.Table), release.File(MediaTypes.Csv));
        var (tableBytes, csvBytes, gone) = await Files(table, csv, cancel);
        if (gone is not null)
        {
            return gone;
        }

        if ((Refute(table, tableBytes) ?? Refute(csv, csvBytes)) is { } wrong)
        {
            return new ActivityOutcome.Refused(wrong);
        }

        var template = await templates.Find(release.Template, cancel);
        var audit = Task.Run(() => ReadTable(release, tableBytes, csvBytes, template), cancel);
        if (await Task.WhenAny(audit, Task.Delay(AuditDeadline, cancel)) != audit)
        {
            cancel.ThrowIfCancellationRequested();
            return new ActivityOutcome.Refused($"The table cannot be checked within {AuditDeadline.TotalSeconds:0} seconds.");
        }

        var (read, unfit) = await audit;
        if (read is null)
        {
            return new ActivityOutcome.Refused(unfit!); // one of the two is there
        }

        ReleaseFiles.Keep(session, received.PeerHost, id, MediaTypes.Table, tableBytes, received.ReceivedAt);
        ReleaseFiles.Keep(session, received.PeerHost, id, MediaTypes.Csv, csvBytes, received.ReceivedAt);
        var kept = new MirrorKept(
            id, received.PeerHost, release.DatasetUrl, release.VersionUrl, release.Version, release.Template, release.IsRollUp, read.Title,
            text, table.Sha256, csv.Sha256, received.ReceivedAt);
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Mirror>(id, kept);
        }
        else
        {
            stream.AppendOne(kept);
        }

        return new ActivityOutcome.Applied();
    }

    // Gone is an answer: a follower that catches up hears of old versions that were erased meanwhile. Anything else is tried again.
    private async Task<(byte[] Table, byte[] Csv, ActivityOutcome? Gone)> Files(AnnouncedFile table, AnnouncedFile csv, CancellationToken cancel)
    {
        try
        {
            return (await fetch.File(table.Url, table.Bytes, cancel), await fetch.File(csv.Url, csv.Bytes, cancel), null);
        }
        catch (FetchException e) when (e.IsGone)
        {
            return ([], [], new ActivityOutcome.Applied());
        }
    }

    private static string? Refute(AnnouncedFile file, byte[] bytes) =>
        bytes.Length == file.Bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)) == file.Sha256
            ? null
            : $"The file {file.Url} does not have the announced digest and size.";

    private static (TableFile? Table, string? Reason) ReadTable(AnnouncedRelease release, byte[] bytes, byte[] csv, TemplateCard? template)
    {
        var (table, reason) = TableFile.Read(bytes);
        return table is null ? (null, reason)
            : !TableCsv.Of(table).AsSpan().SequenceEqual(csv) ? (null, "The CSV file does not say what the JSON file says.")
            : release.MinimumGroup != table.MinimumGroup ? (null, "The table's minimum group is not the one announced.")
            : template is not null && TemplateForm.Refute(template.Schema, table) is { } otherForm ? (null, otherForm)
            : (table, null);
    }
}
