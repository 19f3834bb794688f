using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Marten;

namespace Federation.Node.Campaigns.Scores;

/// <summary>Tells federations a campaign's scores, in the transaction of what changed them.</summary>
internal sealed class ScorePress(IActivities activities, INodeIdentity identity, NodeOptions options, TimeProvider time)
{
    /// <summary>Tells one federation, for the first time or anew.</summary>
    public void Tell(IDocumentSession session, Campaign campaign, string host, bool isNew) => activities.Publish(
        session,
        ScoreWire.Say(
            ScoreWire.Url(options.Origin, campaign.Id), identity.Actor, TemplateOf(campaign, host), campaign.Scores, campaign.AssessedAt!.Value, time.GetUtcNow(), isNew), // it was assessed
        new Audience.Peer(host));

    /// <summary>Tells one that they are taken back.</summary>
    public void TakeBack(IDocumentSession session, Guid campaign, string host) => activities.Publish(
        session, ScoreWire.TakeBack(ScoreWire.Url(options.Origin, campaign), identity.Actor, time.GetUtcNow()), new Audience.Peer(host));

    /// <summary>Tells all of them when it was assessed again.</summary>
    public void TellAgain(IDocumentSession session, Campaign before, IReadOnlyList<object> events)
    {
        foreach (var assessed in events.OfType<CampaignAssessed>())
        {
            foreach (var host in before.ScoresSharedWith)
            {
                Tell(session, before.Apply(assessed), host, isNew: false);
            }
        }
    }

    // A federation knows its own templates; which of another's a union uses is not its business.
    private static string? TemplateOf(Campaign campaign, string host) =>
        Uri.TryCreate(campaign.TemplateId, UriKind.Absolute, out var template) && template.Authority == host ? campaign.TemplateId : null;
}
