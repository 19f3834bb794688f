using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Marten;

namespace Federation.Node.Documents.Links;

/// <summary>
/// The links as they are now, written in the transaction of the event, so that one that ended is gone at once on every replica. What lies in the trash
/// keeps its rows, as shares do. How often each was used stands in <c>node.link_use</c>, which is made from no events.
/// </summary>
internal static class LinkTable
{
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.link (
            id uuid primary key,
            space_id uuid not null,
            entry_id uuid not null,
            token_hash bytea not null unique,
            kind smallint not null,
            label text not null,
            password text,
            expires_at timestamptz not null,
            most_uses integer,
            made_at timestamptz not null);
        create index if not exists link_entry on node.link (entry_id);
        create index if not exists link_space on node.link (space_id);
        create table if not exists node.link_use (link_id uuid primary key, taken bigint not null);
        """);

    /// <summary>In a statement with <c>link</c> and <c>space</c>: not a drop box in a space that was closed.</summary>
    public static readonly string Takes = $"(link.kind <> {(int)LinkKind.DropBox} or space.destroy_at is null)";

    /// <summary>
    /// Takes one use, or touches no row; of a drop box only while its space is open, which is not closed before this is committed. Of two that come for the last, the second waits for the first and finds none. Who ends the link waits for it,
    /// and after that nothing more is taken.
    /// </summary>
    public static string Take(string link, string now) => $"""
        insert into node.link_use as used (link_id, taken)
        select link.id, 1 from node.link join node.space on space.id = link.space_id
        where link.id = {link} and link.expires_at > {now} and {Takes} for share
        on conflict (link_id) do update set taken = used.taken + 1
        where used.taken < (select coalesce(link.most_uses, 9223372036854775807) from node.link where link.id = used.link_id)
        """;

    /// <summary>Follows a link's events.</summary>
    public static async Task Apply(IDocumentOperations operations, object data, KeyVault vault, CancellationToken cancel)
    {
        switch (data)
        {
            // Without its seal nobody knows whether it had a password: such a link is none.
            case LinkMade made when (await vault.Open(made.Inside, cancel)).TryGet(out var inside):
                operations.QueueSqlCommand("""
                    insert into node.link (id, space_id, entry_id, token_hash, kind, label, password, expires_at, most_uses, made_at)
                    values (?, ?, ?, ?, ?, ?, nullif(?, ''), ?, nullif(?, 0), ?)
                    """, made.LinkId, made.SpaceId, made.EntryId, made.TokenHash, (short)made.Kind, inside.Label, inside.PasswordHash ?? "", made.ExpiresAt, made.MostUses ?? 0, made.At);
                break;
            case LinkChanged changed when (await vault.Open(changed.Inside, cancel)).TryGet(out var inside):
                operations.QueueSqlCommand("update node.link set label = ?, password = nullif(?, ''), expires_at = ?, most_uses = nullif(?, 0) where id = ?",
                    inside.Label, inside.PasswordHash ?? "", changed.ExpiresAt, changed.MostUses ?? 0, changed.LinkId);
                break;
            case LinkEnded ended:
                Delete(operations, "id = ?", ended.LinkId);
                break;
        }
    }

    /// <summary>Takes one use in the transaction of what it is for; when none is left, the whole is undone (see <see cref="Guards"/>).</summary>
    public static void Use(IDocumentOperations operations, Guid linkId, DateTimeOffset now) =>
        operations.QueueSqlCommand($"with used as ({Take("?", "?")} returning 1) select 1 / (select count(*) from used)", linkId, now);

    /// <summary>Forgets the links to all that one deletion put into the trash; before that is forgotten itself.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) =>
        Delete(operations, "entry_id in (select id from node.trashed_entry where trash_id = ?)", trashId);

    /// <summary>Forgets all links into a space.</summary>
    public static void EraseSpace(IDocumentOperations operations, Guid spaceId) => Delete(operations, "space_id = ?", spaceId);

    private static void Delete(IDocumentOperations operations, string which, Guid id) =>
        operations.QueueSqlCommand($"with gone as (delete from node.link where {which} returning id) delete from node.link_use using gone where link_id = gone.id", id);
}
