using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Quotas;

/// <summary>
/// How full each space is and may be; written in the transaction of the event. What a space holds is the sum of a few rows, so that those who put
/// things into it at once need not wait for each other's commit at one.
/// </summary>
internal static class QuotaTable
{
    /// <summary>Rows a space's bytes are spread over: twice the writers that a small node's disk keeps busy.</summary>
    private const int Parts = 16;

    // The block and the insert count the documents of a node that kept some before they were counted; they change nothing anywhere else.
    // respect_limit: see docs/decisions/0019. A writer in turn sees all that others committed, and nobody else adds anything until it has; one
    // without turn leaves room for as many others as there can be. Both are locked until the commit.
    public static SchemaScript Script { get; } = new("Documents, quotas", $$"""
        create table if not exists node.space_use (space_id uuid not null, part smallint not null, bytes bigint not null, primary key (space_id, part));
        create table if not exists node.space_default (id integer primary key check (id = 1), max_bytes bigint);
        alter table node.space add column if not exists max_bytes bigint;
        do $$ begin
            if exists (select from pg_attribute where attrelid = 'node.document_version'::regclass and attname = 'length' and attnotnull) then return; end if;
            update node.document_version as row set length = (version.value -> 'bytes' ->> 'length')::bigint
            from node.mt_doc_entry as entry cross join jsonb_array_elements(entry.data -> 'versions') with ordinality as version
            where row.document_id = entry.id and row.number = coalesce(nullif((version.value ->> 'number')::bigint, 0), version.ordinality);
            alter table node.document_version alter column length set not null;
        end $$;
        insert into node.space_use (space_id, part, bytes)
        select space_id, 0, sum(length) from node.document_version where not exists (select from node.space_use) group by space_id;

        create or replace procedure node.respect_limit(of_space uuid, added bigint) language plpgsql as $$
        declare
            most bigint;
            free bigint;
            apart constant bigint := {{DocumentLimits.WithoutTurnBytes}} * current_setting('max_connections')::bigint;
        begin
            select coalesce(max_bytes, (select max_bytes from node.space_default)) into most from node.space where id = of_space;
            if most is null then return; end if;
            select most - coalesce(sum(bytes), 0) into free from node.space_use where space_id = of_space;
            if added <= {{DocumentLimits.WithoutTurnBytes}} and free >= 2 * apart then
                perform pg_advisory_xact_lock_shared(hashtextextended('room ' || of_space, 0));
                select most - coalesce(sum(bytes), 0) into free from node.space_use where space_id = of_space;
                if free < apart then
                    raise exception 'the space filled meanwhile' using errcode = 'division_by_zero';
                end if;
            else
                perform pg_advisory_xact_lock(hashtextextended('room ' || of_space, 0));
                select most - coalesce(sum(bytes), 0) into free from node.space_use where space_id = of_space;
                if free < added then
                    raise exception '%', greatest(free, 0) using errcode = '{{QuotaGuard.SqlState}}';
                end if;
            end if;
        end $$;
        """);

    /// <summary>Follows what administrators said.</summary>
    public static void Apply(IDocumentOperations operations, object data)
    {
        switch (data)
        {
            // -1 for none: Marten's parameters have no type when they are null.
            case SpaceLimited limited:
                operations.QueueSqlCommand("update node.space set max_bytes = nullif(?, -1) where id = ?", limited.MaxBytes ?? -1, limited.SpaceId);
                break;
            case SpacesLimited limited:
                operations.QueueSqlCommand("insert into node.space_default (id, max_bytes) values (1, nullif(?, -1)) on conflict (id) do update set max_bytes = excluded.max_bytes", limited.MaxBytes ?? -1);
                break;
        }
    }

    /// <summary>A space holds so many bytes more, or fewer.</summary>
    public static void Add(IDocumentOperations operations, Guid spaceId, long bytes) => operations.QueueSqlCommand($"""
        insert into node.space_use (space_id, part, bytes) values (?, {Part}, ?) on conflict (space_id, part) do update set bytes = space_use.bytes + excluded.bytes
        """, spaceId, bytes);

    /// <summary>The end of a statement whose <c>gone</c> are versions that go: a space holds so much less.</summary>
    public static string TakeGone { get; } = $"""
        insert into node.space_use (space_id, part, bytes) select space_id, {Part}, -sum(length) from gone group by space_id
        on conflict (space_id, part) do update set bytes = space_use.bytes + excluded.bytes
        """;

    /// <summary>Undoes the transaction when by its commit the space would hold more than it may; see <see cref="QuotaGuard"/>.</summary>
    public static void Respect(IDocumentSession session, Guid spaceId, long added) => session.QueueSqlCommand("call node.respect_limit(?, ?)", spaceId, added);

    private static string Part => $"pg_backend_pid() % {Parts}";
}
