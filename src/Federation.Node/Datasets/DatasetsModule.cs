using Federation.Node.Consents.Retention;
using Federation.Node.Contributions.Daily;
using Federation.Node.Datasets.Catalogue;
using Federation.Node.Datasets.Corrections;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Open;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Members;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Datasets;

/// <summary>The room's table of contents.</summary>
internal static class DatasetsModule
{
    public static IServiceCollection AddDatasets(this IServiceCollection services)
    {
        services.AddSingleton(ReleaseFiles.Script);
        services.AddSingleton(CorrectionQueue.Script);
        services.AddSingleton(GateParameters.Script);
        services.AddSingleton<GateParameters>();
        services.AddSingleton<ReleaseFiles>();
        services.AddSingleton<ReleaseDoor>();
        services.AddSingleton<ReleasePress>();
        services.AddSingleton<ReleaseCheck>();
        services.AddSingleton<ReleaseRemake>();
        services.AddSingleton<ReleaseHistory>();
        services.AddSingleton<DcatCatalogue>();
        services.AddSingleton<CatalogueFeed>();
        services.AddSingleton<MirrorShelf>();
        services.AddSingleton<MirrorEraser>();
        services.AddSingleton<TableMaker>();
        services.AddSingleton<NoiseMaker>();
        services.AddSingleton<IEvidence, PrivacyEvidence>();
        services.AddSingleton<DatasetDesk>();
        services.AddSingleton<PublishedReleases>();
        services.AddSingleton<IPublishedMeans, PublishedMeans>();
        services.AddSingleton<StandingTables>();
        services.AddSingleton<WithdrawalLedger>();
        services.AddSingleton<OpenNotices>();
        services.AddSingleton<IExportPart, WithdrawalExport>();
        services.AddSingleton<Corrector>();
        services.AddSingleton<TakeBackDesk>();
        services.AddSingleton<OpenDesk>();
        services.AddSingleton<CorrectionQueue>();
        services.AddHostedService<CorrectionWorker>();
        services.AddSingleton<IRetentionHold, CorrectionsUnderWay>();
        services.AddSingleton<IKeptDocuments, KeptReleases>();
        services.AddSingleton<IActivityHandler, MirrorWire>();
        services.AddSingleton<IActivityHandler, DeleteHandler>();
        services.AddSingleton<IActivityHandler, NoticeHandler>();
        services.AddSingleton<IActivityHandler, AnswerHandler>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Tables", "Tableaux", "Tablas"), "/releases", 40));
        services.AddSingleton(new NavItem(new("Mirrors", "Miroirs", "Réplicas"), "/mirrors", 45, Roles.Officer, Roles.Steward, Roles.Administrator));
        return services;
    }

    public static void MapDatasets(this WebApplication app)
    {
        app.MapDatasetEndpoints();
        app.MapNoiseEndpoints();
        app.MapReleaseDownloads();
        app.MapFormatDownloads();
        app.MapCatalogueEndpoints();
        app.MapOpenEndpoints();
        app.MapMirrorEndpoints();
        app.MapWithdrawalEndpoints();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<ReleaseProposed>(ReleaseProposed.StoredName);
            options.Events.MapEventType<ReleaseReturned>(ReleaseReturned.StoredName);
            options.Events.MapEventType<ProposalLapsed>(ProposalLapsed.StoredName);
            options.Events.MapEventType<ReleaseSigned>(ReleaseSigned.StoredName);
            options.Events.MapEventType<ReleasesErased>(ReleasesErased.StoredName);
            options.Events.MapEventType<TakeBackAsked>(TakeBackAsked.StoredName);
            options.Events.MapEventType<TakeBackDeclined>(TakeBackDeclined.StoredName);
            options.Events.MapEventType<ReleaseTakenBack>(ReleaseTakenBack.StoredName);
            options.Events.MapEventType<OpeningAsked>(OpeningAsked.StoredName);
            options.Events.MapEventType<OpeningDeclined>(OpeningDeclined.StoredName);
            options.Events.MapEventType<ReleaseOpened>(ReleaseOpened.StoredName);
            options.Events.MapEventType<ReleaseSignedAgain>(ReleaseSignedAgain.StoredName);
            options.Events.MapEventType<PrivacySpent>(PrivacySpent.StoredName);
            options.Events.MapEventType<MirrorKept>(MirrorKept.StoredName);
            options.Events.MapEventType<MirrorErased>(MirrorErased.StoredName);
            options.Events.MapEventType<MirrorSignedAgain>(MirrorSignedAgain.StoredName);
            options.Events.MapEventType<VersionsTakenBack>(VersionsTakenBack.StoredName);
            options.Events.MapEventType<HolderAnswered>(HolderAnswered.StoredName);
            options.Projections.Snapshot<Dataset>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<PrivacyLedger>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Mirror>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Withdrawal>(SnapshotLifecycle.Inline);
            options.Projections.Subscribe(new DatasetReactions());
        }
    }
}
