using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Proofs;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>Takes the templates that peers announce.</summary>
internal sealed class CampaignWire(IPeerKeys keys) : IActivityHandler
{
    public bool KeepsCopies => true;

    public bool Handles(JsonObject activity) => TemplateAnnouncement.IsOne(activity);

    public bool NeedsFollow => true;

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var (template, reason) = TemplateAnnouncement.Read(received.Body, received.PeerHost, received.Actor);
        if (template is null)
        {
            return new ActivityOutcome.Refused(reason!); // one of the two is there
        }

        if (await keys.Find(template.KeyId, KeyPurpose.Proof, cancel) is not { } key)
        {
            return new ActivityOutcome.Refused("The key that signed the template is not known here.");
        }

        if (ObjectProof.Refute(template.Document, key) is { } fault)
        {
            return new ActivityOutcome.Refused(fault);
        }

        var id = Template.IdOf(template.Url);
        var text = SignedCopy.Text(template.Document);
        var stream = await session.Events.FetchForWriting<Template>(id, cancel);
        if (stream.Aggregate is null)
        {
            session.Events.StartStream<Template>(id, new TemplateReceived(
                id, template.Url, received.PeerHost, template.Definition, text, template.Sha256, received.ReceivedAt));
            return new ActivityOutcome.Applied();
        }

        switch (await SignedCopy.Compare(stream.Aggregate.Document, template.Document, keys, cancel))
        {
            case CopyVerdict.Changed:
                return new ActivityOutcome.Refused("A published template cannot be changed; publish another.");
            case CopyVerdict.SignedAgain:
                stream.AppendOne(new TemplateSignedAgain(id, text, template.Sha256, received.ReceivedAt));
                break;
        }

        return new ActivityOutcome.Applied();
    }
}
