using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>Takes the templates that peers announce.</summary>
internal sealed class CampaignWire(IPeerKeys keys) : IActivityHandler
{
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
        if (await session.LoadAsync<Template>(id, cancel) is { } known)
        {
            return known.Sha256 == template.Sha256
                ? new ActivityOutcome.Applied()
                : new ActivityOutcome.Refused("A published template cannot be changed; publish another.");
        }

        session.Events.StartStream<Template>(id, new TemplateReceived(
            id, template.Url, received.PeerHost, template.Definition, Encoding.UTF8.GetString(CanonicalJson.Bytes(template.Document)),
            template.Sha256, received.ReceivedAt));
        return new ActivityOutcome.Applied();
    }
}
