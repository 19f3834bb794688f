using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Tools.Releases;
using Federation.Protocol.Proofs;
using Marten;

namespace Federation.Node.Tools.Copies;

/// <summary>Takes the tools that followed catalogues announce: signature and manifest are checked here, the archive when it was fetched.</summary>
internal sealed class ReleaseWire(IPeerKeys keys, ToolLimits limits) : IActivityHandler
{
    public bool KeepsCopies => true;

    public bool Handles(JsonObject activity) => ToolDocument.IsRelease(activity);

    public bool NeedsFollow => true;

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var document = received.Body["object"]![ToolDocument.Term]!.AsObject(); // IsRelease looked
        // A day of grace: a review of today, over there, may be of tomorrow, here.
        var (tool, reason) = AnnouncedTool.Read(document, limits.MaxArchiveBytes, DateOnly.FromDateTime(received.ReceivedAt.UtcDateTime.AddDays(1)));
        if (tool is null)
        {
            return new ActivityOutcome.Refused(reason!); // one of the two is there
        }

        if (new Uri(tool.Url).Authority != received.PeerHost || !tool.KeyId.StartsWith(received.Actor.AbsoluteUri + "#", StringComparison.Ordinal))
        {
            return new ActivityOutcome.Refused("The tool is not by the actor that announces it.");
        }

        if (await keys.Find(tool.KeyId, KeyPurpose.Proof, cancel) is not { } key)
        {
            return new ActivityOutcome.Refused("The key that signed the tool is not known here.");
        }

        if (ObjectProof.Refute(document, key) is { } fault)
        {
            return new ActivityOutcome.Refused(fault);
        }

        var id = ToolCopy.IdOf(tool.Url);
        var stream = await session.Events.FetchForWriting<ToolCopy>(id, cancel);
        var said = SignedCopy.Text(document);
        if (stream.Aggregate is { } known)
        {
            switch (known.Document.Length == 0 ? CopyVerdict.Same : await SignedCopy.Compare(known.Document, document, keys, cancel))
            {
                case CopyVerdict.Changed when known.RevokedBecause is null: // a revocation beats what comes late
                    return new ActivityOutcome.Refused("A published version never changes; publish another version.");
                case CopyVerdict.SignedAgain:
                    stream.AppendOne(new ToolCopySignedAgain(id, said, received.ReceivedAt));
                    break;
            }

            return new ActivityOutcome.Applied();
        }

        if (await session.Query<ToolCopy>().CountAsync(copy => copy.Host == received.PeerHost, cancel) >= ToolLimits.MostCopiesPerPeer)
        {
            return new ActivityOutcome.Refused($"This node lists at most {ToolLimits.MostCopiesPerPeer} versions of one peer.");
        }

        session.Events.StartStream<ToolCopy>(id, new ToolAnnounced(
            id, received.PeerHost, tool.Url, tool.Manifest, tool.Archive, tool.Sha256, tool.Bytes, said, received.ReceivedAt));
        FetchQueue.Ask(session, id, received.PeerHost);
        return new ActivityOutcome.Applied();
    }
}
