using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>What the node knows of itself, collected from the campaign and from whichever room tells something.</summary>
internal sealed class EvidenceShelf(IEnumerable<IEvidence> rooms)
{
    /// <summary>All facts as they are now.</summary>
    public async Task<IReadOnlyList<Fact>> Now(Campaign campaign, CancellationToken cancel)
    {
        var facts = new List<Fact> { CampaignLimitsFact.Of(campaign) };
        foreach (var room in rooms)
        {
            facts.AddRange(await room.Now(cancel));
        }

        return facts;
    }

    /// <summary>A fact in words; one that no room tells any more by its name and figures.</summary>
    public Text Sentence(Fact fact) => CampaignLimitsFact.Sentence(fact)
        ?? rooms.Select(room => room.Sentence(fact)).FirstOrDefault(sentence => sentence is not null)
        ?? Text.Same($"{fact.Name}: {string.Join(", ", fact.Figures.Select(figure => $"{figure.Key} {figure.Value}"))}");
}
