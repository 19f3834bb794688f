using Federation.Node.Campaigns.Accountability;
using Federation.Node.Campaigns.Assessments;
using Federation.Node.Campaigns.Scores;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Campaigns;

/// <summary>The room's table of contents.</summary>
internal static class CampaignsModule
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddSingleton<TemplateShelf>();
        services.AddSingleton<ITemplates>(provider => provider.GetRequiredService<TemplateShelf>());
        services.AddSingleton<TemplatePress>();
        services.AddSingleton<IActivityHandler, CampaignWire>();
        services.AddSingleton<IKeptDocuments, KeptTemplates>();
        services.AddSingleton<CampaignDesk>();
        services.AddSingleton<AssessmentHistory>();
        services.AddSingleton<EvidenceShelf>();
        services.AddSingleton<ScorePress>();
        services.AddSingleton<IActivityHandler, ScoreHandler>();
        services.AddSingleton<ICampaigns>(provider => provider.GetRequiredService<CampaignDesk>());
        services.AddHostedService<CampaignCloser>();
        services.AddSingleton<IStartStep, OlderSnapshots>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Campaigns", "Campagnes", "Campañas"), "/campaigns", 10));
        services.AddSingleton(new NavItem(new("Templates", "Modèles", "Plantillas"), "/templates", 15, Roles.Officer));
        services.AddSingleton(new NavItem(new("Affiliates' assessments", "Évaluations des affiliés", "Evaluaciones de los afiliados"), "/affiliate-scores", 57, AccountabilityEndpoints.Keepers));
        services.AddSingleton(new NavItem(new("Record of processing", "Registre des traitements", "Registro de tratamientos"), "/processing", 56, AccountabilityEndpoints.Keepers));
        return services;
    }

    public static void MapCampaigns(this WebApplication app)
    {
        app.MapCampaignEndpoints();
        app.MapAssessments();
        app.MapScores();
        app.MapTemplateEndpoints();
        app.MapAccountability();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<CampaignDrafted>(CampaignDrafted.StoredName);
            options.Events.MapEventType<GovernanceAnswered>(GovernanceAnswered.StoredName);
            options.Events.MapEventType<CampaignAssessed>(CampaignAssessed.StoredName);
            options.Events.MapEventType<ScoresShared>(ScoresShared.StoredName);
            options.Events.MapEventType<ScoresTakenBack>(ScoresTakenBack.StoredName);
            options.Events.MapEventType<CampaignSubmitted>(CampaignSubmitted.StoredName);
            options.Events.MapEventType<CampaignReturned>(CampaignReturned.StoredName);
            options.Events.MapEventType<CampaignApproved>(CampaignApproved.StoredName);
            options.Events.MapEventType<CampaignOpened>(CampaignOpened.StoredName);
            options.Events.MapEventType<CampaignClosed>(CampaignClosed.StoredName);
            options.Events.MapEventType<TemplatePublished>(TemplatePublished.StoredName);
            options.Events.MapEventType<TemplateReceived>(TemplateReceived.StoredName);
            options.Events.MapEventType<TemplateSignedAgain>(TemplateSignedAgain.StoredName);
            options.Schema.For<AffiliateScores>();
            options.Projections.Snapshot<Template>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Campaign>(SnapshotLifecycle.Inline);
        }
    }
}
