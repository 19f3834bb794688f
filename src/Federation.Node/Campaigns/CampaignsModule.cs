namespace Federation.Node.Campaigns;

internal static class CampaignsModule
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services;

    public static void MapCampaigns(this WebApplication app)
    {
    }
}
