using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>The room's table of contents.</summary>
internal static class CampaignsModule
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<ICampaigns>(provider => provider.GetRequiredService<CampaignDesk>());
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Campaigns", "Campagnes", "Campañas"), "/campaigns", 10));
        return services;
    }

    public static void MapCampaigns(this WebApplication app) => app.MapCampaignEndpoints();

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<CampaignDrafted>(CampaignDrafted.StoredName);
            options.Events.MapEventType<GovernanceAnswered>(GovernanceAnswered.StoredName);
            options.Events.MapEventType<CampaignAssessed>(CampaignAssessed.StoredName);
            options.Events.MapEventType<CampaignSubmitted>(CampaignSubmitted.StoredName);
            options.Events.MapEventType<CampaignReturned>(CampaignReturned.StoredName);
            options.Events.MapEventType<CampaignApproved>(CampaignApproved.StoredName);
            options.Events.MapEventType<CampaignOpened>(CampaignOpened.StoredName);
            options.Events.MapEventType<CampaignClosed>(CampaignClosed.StoredName);
            options.Projections.Snapshot<Campaign>(SnapshotLifecycle.Inline);
        }
    }
}
