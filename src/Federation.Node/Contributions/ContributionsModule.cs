using Federation.Node.Contributions.CleanInsights;
using Federation.Node.Contributions.Daily;
using Federation.Node.Contributions.PaidHours;
using Federation.Node.Contributions.Papers;
using Federation.Node.Hosting.Security;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Contributions;

/// <summary>The room's table of contents.</summary>
internal static class ContributionsModule
{
    public static IServiceCollection AddContributions(this IServiceCollection services)
    {
        services.AddSingleton(ImportDrafts.Script);
        services.AddSingleton<ImportDrafts>();
        services.AddSingleton<ImportSteps>();
        services.AddSingleton(MeasuringAddresses.Script);
        services.AddSingleton<MeasuringAddresses>();
        services.AddSingleton(DayAnswers.Script);
        services.AddSingleton<DayAnswers>();
        services.AddSingleton<DailyDesk>();
        services.AddSingleton<DailyRound>();
        services.AddHostedService(provider => provider.GetRequiredService<DailyRound>());
        services.AddSingleton<IExportPart, DailyExport>();
        services.AddSingleton<ContributionDesk>();
        services.AddSingleton<ContributionViews>();
        services.AddSingleton<TimesheetDesk>();
        services.AddSingleton(DocumentKey.Script);
        services.AddMasterWrapped(DocumentKey.Wrapped);
        services.AddSingleton<DocumentKey>();
        services.AddSingleton<IContributions>(provider => provider.GetRequiredService<ContributionViews>());
        services.AddSingleton<IExportPart, ContributionExport>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("What I gave", "Ce que j'ai donné", "Lo que di"), "/contributions", 30));
        return services;
    }

    public static void MapContributions(this WebApplication app) => app.MapContributionEndpoints();

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<ContributionGiven>(ContributionGiven.StoredName);
            options.Projections.Snapshot<Contribution>(SnapshotLifecycle.Inline);
            options.Schema.For<Contribution>().Index(contribution => contribution.CampaignId).Index(contribution => contribution.MemberId);
        }
    }
}
