using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Exports;

/// <summary>Reads the folders and documents of a space as they lie, in the tree and in the trash.</summary>
internal sealed class OwnTree(NpgsqlDataSource source)
{
    private const string Columns = "id, name, is_folder";

    /// <summary>What lies in a folder of the tree.</summary>
    public Task<IReadOnlyList<OwnEntry>> In(Guid folderId, CancellationToken cancel) =>
        source.List($"select {Columns} from node.entry where parent_id = $1 order by name", Read, cancel, folderId);

    /// <summary>What was deleted by itself, not with a folder above it.</summary>
    public Task<IReadOnlyList<OwnEntry>> Deleted(Guid spaceId, CancellationToken cancel) =>
        source.List($"select {Columns} from node.trashed_entry where space_id = $1 and id = trash_id order by name", Read, cancel, spaceId);

    /// <summary>What went into the trash in a folder, with it.</summary>
    public Task<IReadOnlyList<OwnEntry>> DeletedIn(Guid folderId, CancellationToken cancel) => source.List($"""
        select {Columns} from node.trashed_entry
        where parent_id = $1 and id <> trash_id and trash_id = (select trash_id from node.trashed_entry where id = $1) order by name
        """, Read, cancel, folderId);

    /// <summary>What a member shared of their own documents: its name, with whom, and what these may do.</summary>
    public Task<IReadOnlyList<(string Name, Guid? MemberId, string? Group, int Role, DateTimeOffset At)>> Shared(Guid spaceId, CancellationToken cancel) => source.List("""
        select entry.name, share.member_id, space.name, share.role, share.made_at
        from node.share join node.entry on entry.id = share.entry_id left join node.space on space.id = share.group_id
        where share.space_id = $1 order by share.made_at, share.id
        """, row => (row.GetString(0), row.IsDBNull(1) ? (Guid?)null : row.GetGuid(1), row.IsDBNull(2) ? null : row.GetString(2), (int)row.GetInt16(3), row.GetFieldValue<DateTimeOffset>(4)),
        cancel, spaceId);

    private static OwnEntry Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), row.GetBoolean(2));
}

/// <summary>A folder or document.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="IsFolder">Folder or document.</param>
internal sealed record OwnEntry(Guid Id, string Name, bool IsFolder);
