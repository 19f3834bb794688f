using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>What the campaign's own definition holds the node to.</summary>
internal static class CampaignLimitsFact
{
    private const string Name = "campaign.limits";

    public static Fact Of(Campaign campaign) => new(Name, ["minimise", "protection", "question-4", "question-5"], null, new Dictionary<string, long>
    {
        ["group"] = campaign.Definition.MinimumGroup, ["months"] = campaign.Definition.RetentionMonths, ["asked"] = campaign.Definition.Schema.Asked.Count(),
    });

    public static Text? Sentence(Fact fact) => fact.Name != Name ? null : new(
        $"In force: no figure about fewer than {fact.Of("group")} people is published, {fact.Of("asked")} things are asked, and what was given is destroyed {fact.Of("months")} months after the end.",
        $"En vigueur : aucun chiffre portant sur moins de {fact.Of("group")} personnes n'est publié, {fact.Of("asked")} choses sont demandées, et ce qui a été donné est détruit {fact.Of("months")} mois après la fin.",
        $"En vigor: no se publica ninguna cifra sobre menos de {fact.Of("group")} personas, se preguntan {fact.Of("asked")} cosas y lo dado se destruye {fact.Of("months")} meses después del final.");
}
