using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>States in words.</summary>
internal static class CampaignStates
{
    public static Text Of(CampaignState state) => state switch
    {
        CampaignState.Draft => new("being prepared", "en préparation", "en preparación"),
        CampaignState.Submitted => new("waiting for a steward", "en attente d'un gardien des données", "en espera de un custodio de datos"),
        CampaignState.Approved => new("approved", "approuvée", "aprobada"),
        CampaignState.Open => new("open", "ouverte", "abierta"),
        _ => new("closed", "close", "cerrada"),
    };
}
