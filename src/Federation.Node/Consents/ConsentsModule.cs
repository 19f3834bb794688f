using Federation.Node.Consents.Retention;
using Federation.Node.Hosting.Security;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Consents;

/// <summary>The room's table of contents.</summary>
internal static class ConsentsModule
{
    public static IServiceCollection AddConsents(this IServiceCollection services)
    {
        services.AddSingleton<ConsentDesk>();
        services.AddSingleton<IConsents>(provider => provider.GetRequiredService<ConsentDesk>());
        services.AddSingleton<IDestroyedAgain, EndedAgain>();
        services.AddSingleton<IExportPart, ConsentExport>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton<RetentionDesk>();
        services.AddHostedService(provider => provider.GetRequiredService<RetentionDesk>());
        services.AddSingleton<IMemberNote, EndingSoon>();
        services.AddSingleton<IEvidence, RetentionEvidence>();
        services.AddSingleton(new NavItem(new("Retention", "Conservation", "Conservación"), "/retention", 55, ConsentEndpoints.Keepers));
        services.AddSingleton(new NavItem(new("My consents", "Mes consentements", "Mis consentimientos"), "/consents", 20));
        return services;
    }

    public static void MapConsents(this WebApplication app) => app.MapConsentEndpoints();

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<ConsentGiven>(ConsentGiven.StoredName);
            options.Events.MapEventType<ConsentRefused>(ConsentRefused.StoredName);
            options.Events.MapEventType<ConsentWithdrawn>(ConsentWithdrawn.StoredName);
            options.Events.MapEventType<ConsentExpired>(ConsentExpired.StoredName);
            options.Events.MapEventType<ContributionsDestroyed>(ContributionsDestroyed.StoredName);
            options.Projections.Snapshot<Consent>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<RetentionRun>(SnapshotLifecycle.Inline);
            options.Projections.Subscribe(new ConsentReactions(services.GetRequiredService<ConsentDesk>));
            options.Schema.For<Consent>().Index(consent => consent.CampaignId).Index(consent => consent.MemberId);
        }
    }
}
