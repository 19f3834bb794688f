using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Peers;
using Marten;

namespace Federation.Node.Campaigns.Scores;

/// <summary>Takes the scores that affiliates share, and gives them up when they are taken back. Of others none are taken.</summary>
internal sealed class ScoreHandler(IAffiliations affiliations) : IActivityHandler
{
    /// <summary>Campaigns of one peer whose scores are kept: more than a union runs in a generation, and nothing that fills a disk.</summary>
    public const int MostOfPeer = 1_000;

    public bool Handles(JsonObject activity) => ScoreWire.IsSaid(activity) || ScoreWire.IsTakenBack(activity);

    public async Task<ActivityOutcome> Handle(ReceivedActivity received, IDocumentSession session, CancellationToken cancel)
    {
        var (scores, reason) = ScoreWire.Read(received.Body, received.PeerHost);
        if (scores is null)
        {
            return new ActivityOutcome.Refused(reason!); // one of the two is there
        }

        if (!scores.IsTakenBack && !(await affiliations.Affiliates(cancel)).Contains(received.PeerHost))
        {
            return new ActivityOutcome.Refused("This node takes scores of its affiliates only.");
        }

        var held = await session.LoadAsync<AffiliateScores>(scores.Id, cancel);
        if (held is null && await session.Query<AffiliateScores>().CountAsync(each => each.Host == received.PeerHost, cancel) >= MostOfPeer)
        {
            return new ActivityOutcome.Refused($"This node keeps the scores of at most {MostOfPeer} campaigns of a peer.");
        }

        if (scores.Replaces(held))
        {
            session.Store(scores);
        }

        return new ActivityOutcome.Applied();
    }
}
