using Federation.Node.Documents.WebDav;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Documents;

/// <summary>The room's table of contents.</summary>
internal static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(EntryTable.Script);
        services.AddSingleton<IBlobStore>(provider => new DiskBlobStore(
            provider.GetRequiredService<NodeOptions>().BlobFolder, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(new DocumentLimits());
        services.AddSingleton<DocumentBytes>();
        services.AddSingleton<PersonalSpaces>();
        services.AddSingleton<DocumentViews>();
        services.AddSingleton<DocumentDesk>();
        services.AddSingleton<Downloads>();
        services.AddSingleton<DocumentPages>();
        services.AddSingleton<DavEndpoint>();
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Documents", "Documents", "Documentos"), "/documents", 5));
        return services;
    }

    public static void MapDocuments(this WebApplication app)
    {
        app.MapDocumentEndpoints();
        app.MapDav();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<SpaceOpened>(SpaceOpened.StoredName);
            options.Events.MapEventType<FolderMade>(FolderMade.StoredName);
            options.Events.MapEventType<DocumentAdded>(DocumentAdded.StoredName);
            options.Events.MapEventType<DocumentChanged>(DocumentChanged.StoredName);
            options.Events.MapEventType<EntryMoved>(EntryMoved.StoredName);
            options.Events.MapEventType<EntryDeleted>(EntryDeleted.StoredName);
            options.Projections.Snapshot<Space>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Entry>(SnapshotLifecycle.Inline);
            options.Projections.Add(
                new EntryTable(services.GetRequiredService<KeyVault>()), ProjectionLifecycle.Inline, "EntryTable",
                rebuild => rebuild.DeleteDataInTableOnTeardown("node.entry"));
        }
    }
}
