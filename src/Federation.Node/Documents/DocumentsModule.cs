using Federation.Node.Documents.Activity;
using Federation.Node.Documents.Changes;
using Federation.Node.Documents.Erasures;
using Federation.Node.Documents.Exports;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Locks;
using Federation.Node.Documents.Previews;
using Federation.Node.Documents.Properties;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Scanning;
using Federation.Node.Documents.Search;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Documents.SyncClients;
using Federation.Node.Documents.Trash;
using Federation.Node.Documents.Uploads;
using Federation.Node.Documents.Versions;
using Federation.Node.Documents.WebDav;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Node.Members;
using Federation.Node.Members.Erasures;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;
using Federation.Storage.Blobs;
using Federation.Storage.Blobs.S3;
using Federation.Storage.Keys;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Documents;

/// <summary>The room's table of contents.</summary>
internal static class DocumentsModule
{
    /// <summary>The doomed first: while nothing is named, everything would look as if nobody needed it.</summary>
    private static readonly ReadModel Tree = new(
        "EntryTable", ["doomed_blob", "doomed_key", "trash", "trashed_entry", "preview", "document_version", "content_tag", "space_use", "space_default", "retention", "hold_anchor", "entry_property", "folder_mark", "entry_change", "change_floor", "change_era", "search_text", "search_due", "entry", "share", "link", "space_person", "space"],
        ["entry.name", "trashed_entry.name", "entry_change.name", "space.name", "search_text.body", "search_text.words", "entry_property.namespace", "entry_property.name", "entry_property.xml", "link.label", "link.password"]);

    public static IServiceCollection AddDocuments(this IServiceCollection services)
    {
        services.AddSingleton(Tree);
        services.AddSingleton(EntryTable.Script);
        services.AddSingleton(ShareTable.Script);
        services.AddSingleton(LinkTable.Script);
        services.AddSingleton(SpaceTable.Script);
        services.AddSingleton(TrashTable.Script);
        services.AddSingleton(VersionTable.Script);
        services.AddSingleton(Twins.Script);
        services.AddSingleton(QuotaTable.Script);
        services.AddSingleton(HoldTable.Script);
        services.AddSingleton(RetentionTable.Script);
        services.AddSingleton(DocumentUpkeep.Script);
        services.AddSingleton(PropertyTable.Script);
        services.AddSingleton(FolderTags.Script);
        services.AddSingleton(ChangeTable.Script);
        services.AddSingleton(SyncUploadTable.Script);
        services.AddSingleton(LockTable.Script);
        services.AddSingleton(UploadTable.Script);
        services.AddSingleton(SearchTable.Script);
        services.AddSingleton(PreviewTable.Script);
        services.AddSingleton(ScanTable.Script);
        services.AddSingleton(SyncNumber.Script);
        services.AddSingleton(provider => Blobs(provider.GetRequiredService<NodeOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(VersionBlobs.Script);
        services.AddSingleton<VersionBlobs>();
        services.AddSingleton(new DocumentLimits());
        services.AddSingleton<VersionParts>();
        services.AddSingleton<Twins>();
        services.AddSingleton<DocumentBytes>();
        services.AddSingleton<PersonalSpaces>();
        services.AddSingleton<Reaches>();
        services.AddSingleton<SpaceDesk>();
        services.AddSingleton<QuotaViews>();
        services.AddSingleton<QuotaDesk>();
        services.AddSingleton<QuotaPages>();
        services.AddSingleton<RetentionViews>();
        services.AddSingleton<RetentionDesk>();
        services.AddSingleton<HoldGate>();
        services.AddSingleton<HoldDesk>();
        services.AddSingleton<HoldViews>();
        services.AddSingleton<IErasureHold, HeldErasures>();
        services.AddSingleton<ShareDesk>();
        services.AddSingleton<ShareViews>();
        services.AddSingleton<SharePages>();
        services.AddSingleton<LinkViews>();
        services.AddSingleton<LinkDesk>();
        services.AddSingleton<LinkDoor>();
        services.AddSingleton<LinkTickets>();
        services.AddSingleton<DropDesk>();
        services.AddSingleton<DocumentViews>();
        services.AddSingleton<Authors>();
        services.AddSingleton<VersionViews>();
        services.AddSingleton<ActivityViews>();
        services.AddSingleton<TrashViews>();
        services.AddSingleton<Doomed>();
        services.AddSingleton<LockTable>();
        services.AddSingleton<LockGate>();
        services.AddSingleton<NewEntries>();
        services.AddSingleton<DocumentDesk>();
        services.AddSingleton<TransferDesk>();
        services.AddSingleton<VersionDesk>();
        services.AddSingleton<TrashDesk>();
        services.AddSingleton<LockDesk>();
        services.AddSingleton<FolderTags>();
        services.AddSingleton<ChangeTable>();
        services.AddSingleton<ChangeViews>();
        services.AddSingleton<PropertyTable>();
        services.AddSingleton<PropertyDesk>();
        services.AddSingleton<Downloads>();
        services.AddSingleton<DocumentPages>();
        services.AddSingleton<KnownChecksums>();
        services.AddSingleton<ShownTags>();
        services.AddSingleton<UploadTable>();
        services.AddSingleton<UploadParts>();
        services.AddSingleton<UploadDesk>();
        services.AddSingleton<TusEndpoint>();
        services.AddSingleton<VirusScanner>();
        services.AddSingleton<ScanTable>();
        services.AddSingleton<ScannedBytes>();
        services.AddSingleton<ScanWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ScanWorker>());
        services.AddSingleton<PreviewTable>();
        services.AddSingleton<Previews.Previews>();
        services.AddSingleton<Looks>();
        services.AddSingleton<SearchTable>();
        services.AddSingleton<SearchQueue>();
        services.AddSingleton<SearchViews>();
        services.AddHostedService<SearchWorker>();
        services.AddSingleton<DavConditions>();
        services.AddSingleton<DavListing>();
        services.AddSingleton<DavLocks>();
        services.AddSingleton<DavPatch>();
        services.AddSingleton<SyncReport>();
        services.AddSingleton<DavEndpoint>();
        services.AddSingleton<SyncUploadTable>();
        services.AddSingleton<SyncUploadDesk>();
        services.AddSingleton<SyncUploadEndpoint>();
        services.AddSingleton<TrashbinEndpoint>();
        services.AddSingleton<VersionsEndpoint>();
        services.AddSingleton<OwnTree>();
        services.AddSingleton<IExportPart, DocumentExport>();
        services.AddSingleton<IExportPart, SharingExport>();
        services.AddSingleton<DocumentCheck>();
        services.AddSingleton<SpaceErasure>();
        services.AddSingleton<IDestroyedAgain>(provider => provider.GetRequiredService<SpaceErasure>());
        services.AddSingleton<DocumentUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<DocumentUpkeep>());
        services.AddSingleton<IConfigureMarten, Storage>();
        services.AddSingleton(new NavItem(new("Documents", "Documents", "Documentos"), "/documents", 5));
        services.AddSingleton(new NavItem(new("Storage", "Stockage", "Almacenamiento"), QuotaEndpoints.Root, 82, Roles.Administrator));
        services.AddSingleton(new NavItem(new("Legal holds", "Obligations de conservation", "Retenciones legales"), HoldEndpoints.Root, 83, HoldRules.Keepers));
        services.AddSingleton(new NavItem(new("Retention", "Durées de conservation", "Plazos de conservación"), RetentionEndpoints.Root, 84, Roles.Administrator));
        return services;
    }

    public static void MapDocuments(this WebApplication app)
    {
        app.MapDocumentEndpoints();
        app.MapVisitorEndpoints();
        app.MapQuotaEndpoints();
        app.MapHoldEndpoints();
        app.MapRetentionEndpoints();
        app.MapTus();
        app.MapUploadScript();
        app.MapDav();
        app.MapSyncClients();
    }

    private static IBlobStore Blobs(NodeOptions options, TimeProvider time) => options.Bucket() is { } bucket
        ? new S3BlobStore(bucket, Path.Combine(options.BlobFolder, "tmp"), time)
        : new DiskBlobStore(options.BlobFolder, time);

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<SpaceOpened>(SpaceOpened.StoredName);
            options.Events.MapEventType<GroupSpaceOpened>(GroupSpaceOpened.StoredName);
            options.Events.MapEventType<SpaceRenamed>(SpaceRenamed.StoredName);
            options.Events.MapEventType<SpaceRoleGiven>(SpaceRoleGiven.StoredName);
            options.Events.MapEventType<SpaceRoleTaken>(SpaceRoleTaken.StoredName);
            options.Events.MapEventType<SpaceLimited>(SpaceLimited.StoredName);
            options.Events.MapEventType<SpacesLimited>(SpacesLimited.StoredName);
            options.Events.MapEventType<SpaceRetentionSet>(SpaceRetentionSet.StoredName);
            options.Events.MapEventType<SpacesRetentionSet>(SpacesRetentionSet.StoredName);
            options.Events.MapEventType<RetentionApplied>(RetentionApplied.StoredName);
            options.Events.MapEventType<HoldPlaced>(HoldPlaced.StoredName);
            options.Events.MapEventType<HoldReleased>(HoldReleased.StoredName);
            options.Events.MapEventType<EntryShared>(EntryShared.StoredName);
            options.Events.MapEventType<ShareChanged>(ShareChanged.StoredName);
            options.Events.MapEventType<ShareEnded>(ShareEnded.StoredName);
            options.Events.MapEventType<LinkMade>(LinkMade.StoredName);
            options.Events.MapEventType<LinkChanged>(LinkChanged.StoredName);
            options.Events.MapEventType<LinkEnded>(LinkEnded.StoredName);
            options.Events.MapEventType<SpaceErased>(SpaceErased.StoredName);
            options.Events.MapEventType<FolderMade>(FolderMade.StoredName);
            options.Events.MapEventType<DocumentAdded>(DocumentAdded.StoredName);
            options.Events.MapEventType<DocumentChanged>(DocumentChanged.StoredName);
            options.Events.MapEventType<EntryMoved>(EntryMoved.StoredName);
            options.Events.MapEventType<EntryLabelled>(EntryLabelled.StoredName);
            options.Events.MapEventType<EntryDeleted>(EntryDeleted.StoredName);
            options.Events.MapEventType<VersionRestored>(VersionRestored.StoredName);
            options.Events.MapEventType<VersionMarked>(VersionMarked.StoredName);
            options.Events.MapEventType<VersionsThinned>(VersionsThinned.StoredName);
            options.Events.MapEventType<EntryRestored>(EntryRestored.StoredName);
            options.Events.MapEventType<EntryErased>(EntryErased.StoredName);
            options.Projections.Subscribe(new DocumentReactions(services.GetRequiredService<SpaceErasure>));
            options.Projections.Snapshot<Space>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Share>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Link>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Hold>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Entry>(SnapshotLifecycle.Inline);
            options.Projections.Subscribe(new SearchReactions());
            options.Projections.Add(
                new EntryTable(services.GetRequiredService<KeyVault>()), ProjectionLifecycle.Inline, Tree.Projection,
                rebuild =>
                {
                    foreach (var table in Tree.Tables)
                    {
                        rebuild.DeleteDataInTableOnTeardown("node." + table);
                    }
                });
        }
    }
}
