using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Properties;

/// <summary>
/// What programs wrote on folders and documents, in the clear; written with the tree by <see cref="EntryTable"/>. What is deleted keeps its rows, shown
/// to nobody, as long as it can come back.
/// </summary>
internal sealed class PropertyTable(NpgsqlDataSource source)
{
    public static SchemaScript Script { get; } = new("Documents, properties", """
        create table if not exists node.entry_property (
            entry_id uuid not null,
            place int not null,
            namespace text collate "C" not null,
            name text collate "C" not null,
            xml text not null,
            primary key (entry_id, place));
        """);

    /// <summary>Replaces all properties of an entry when the operations are saved.</summary>
    public static void Write(IDocumentOperations operations, Guid entryId, EntryProperties properties)
    {
        operations.QueueSqlCommand("delete from node.entry_property where entry_id = ?", entryId);
        operations.QueueSqlCommand("""
            insert into node.entry_property (entry_id, place, namespace, name, xml)
            select ?, place, namespace, name, xml from unnest(?, ?, ?) with ordinality as given (namespace, name, xml, place)
            """,
            entryId,
            properties.All.Select(each => each.Namespace).ToArray(),
            properties.All.Select(each => each.Name).ToArray(),
            properties.All.Select(each => each.Xml).ToArray());
    }

    /// <summary>Forgets what was on all that one deletion put into the trash; before that is forgotten itself.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) => operations.QueueSqlCommand(
        "delete from node.entry_property using node.trashed_entry where entry_id = trashed_entry.id and trash_id = ?", trashId);

    /// <summary>Properties of some entries.</summary>
    public async Task<ILookup<Guid, EntryProperty>> Of(IReadOnlyCollection<Guid> entryIds, CancellationToken cancel) => (await source.List(
        "select entry_id, namespace, name, xml from node.entry_property where entry_id = any($1) order by entry_id, place",
        row => (EntryId: row.GetGuid(0), Property: new EntryProperty(row.GetString(1), row.GetString(2), row.GetString(3))), cancel, entryIds.ToArray()))
        .ToLookup(each => each.EntryId, each => each.Property);

    /// <summary>Properties of an entry and, if asked, of those that lie in it.</summary>
    public async Task<ILookup<Guid, EntryProperty>> Of(Guid entryId, bool andInside, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select entry_id, namespace, entry_property.name, xml from node.entry_property join node.entry on id = entry_id
            where id = $1 or $2 and parent_id = $1 order by entry_id, place
            """);
        command.Parameters.Add(new() { Value = entryId });
        command.Parameters.Add(new() { Value = andInside });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid EntryId, EntryProperty Property)>();
        while (await reader.ReadAsync(cancel))
        {
            found.Add((reader.GetGuid(0), new(reader.GetString(1), reader.GetString(2), reader.GetString(3))));
        }

        return found.ToLookup(each => each.EntryId, each => each.Property);
    }
}
