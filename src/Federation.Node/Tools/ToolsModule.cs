using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Shell;
using Federation.Node.Tools.Archives;
using Federation.Node.Tools.Copies;
using Federation.Node.Tools.Releases;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Tools;

/// <summary>The room's table of contents.</summary>
internal static class ToolsModule
{
    public static IServiceCollection AddTools(this IServiceCollection services)
    {
        services.AddSingleton(ToolArchives.Script);
        services.AddSingleton(FetchQueue.Script);
        services.AddSingleton(new ToolLimits());
        services.AddSingleton<ToolArchives>();
        services.AddSingleton<ArchiveCheck>();
        services.AddSingleton<ToolPress>();
        services.AddSingleton<ToolDesk>();
        services.AddSingleton<FetchQueue>();
        services.AddSingleton<CopyDesk>();
        services.AddSingleton<ToolCatalogue>();
        services.AddHostedService<ArchiveFetcher>();
        services.AddSingleton<IKeptDocuments, KeptTools>();
        services.AddSingleton<IActivityHandler, ReleaseWire>();
        services.AddSingleton<IActivityHandler, RevocationWire>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Tools", "Outils", "Herramientas"), "/tools", 50));
        return services;
    }

    public static void MapTools(this WebApplication app)
    {
        app.MapToolEndpoints();
        app.MapToolDownloads();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<ToolProposed>(ToolProposed.StoredName);
            options.Events.MapEventType<ToolReturned>(ToolReturned.StoredName);
            options.Events.MapEventType<ToolPublished>(ToolPublished.StoredName);
            options.Events.MapEventType<ToolRevoked>(ToolRevoked.StoredName);
            options.Events.MapEventType<ToolSignedAgain>(ToolSignedAgain.StoredName);
            options.Events.MapEventType<ToolAnnounced>(ToolAnnounced.StoredName);
            options.Events.MapEventType<ToolMirrored>(ToolMirrored.StoredName);
            options.Events.MapEventType<ToolInstalled>(ToolInstalled.StoredName);
            options.Events.MapEventType<ToolWithdrawn>(ToolWithdrawn.StoredName);
            options.Events.MapEventType<ToolCopyRevoked>(ToolCopyRevoked.StoredName);
            options.Events.MapEventType<ToolCopySignedAgain>(ToolCopySignedAgain.StoredName);
            options.Projections.Snapshot<Tool>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<ToolCopy>(SnapshotLifecycle.Inline);
        }
    }
}
