using Federation.Node.Documents.Erasures;
using Federation.Node.Documents.Holds;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Retention;
using Federation.Node.Documents.Search;
using Federation.Node.Documents.Sharing;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Documents;

/// <summary>The room's events, and what is made of them in their transaction.</summary>
internal sealed class DocumentStorage : IConfigureMarten
{
    /// <summary>What is made again from the events. The doomed first: while nothing is named, everything would look as if nobody needed it.</summary>
    public static ReadModel Tree { get; } = new(
        "EntryTable", ["doomed_blob", "doomed_key", "trash", "trashed_entry", "preview", "document_version", "content_tag", "space_use", "space_default", "retention", "hold_anchor", "entry_property", "folder_mark", "entry_change", "change_floor", "change_era", "search_text", "search_due", "entry", "share", "link", "space_person", "space"],
        ["entry.name", "trashed_entry.name", "entry_change.name", "space.name", "search_text.body", "search_text.words", "entry_property.namespace", "entry_property.name", "entry_property.xml", "link.label", "link.password"]);

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
        options.Events.MapEventType<SpaceClosed>(SpaceClosed.StoredName);
        options.Events.MapEventType<SpaceReopened>(SpaceReopened.StoredName);
        options.Events.MapEventType<SpaceDestroyed>(SpaceDestroyed.StoredName);
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
