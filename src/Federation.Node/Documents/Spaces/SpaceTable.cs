using Federation.Node.Hosting.Database;
using Marten;

namespace Federation.Node.Documents.Spaces;

/// <summary>The spaces and who is in them, names in the clear; written in the transaction of the event, so that a role taken is gone, and a space closed, at once on every door.</summary>
internal static class SpaceTable
{
    // The last statement fills the table of a node that had spaces before there was one; all of these were personal, sealed under their owners' keys.
    public static SchemaScript Script { get; } = new("Documents", """
        create table if not exists node.space (id uuid primary key, owner_id uuid, key_id uuid not null, name text);
        alter table node.space add column if not exists destroy_at timestamptz;
        create table if not exists node.space_person (
            member_id uuid not null,
            space_id uuid not null,
            role smallint not null,
            since timestamptz not null,
            primary key (member_id, space_id));
        create index if not exists space_person_space on node.space_person (space_id);
        insert into node.space (id, owner_id, key_id)
        select id, (data ->> 'ownerId')::uuid, (data ->> 'ownerId')::uuid from node.mt_doc_space
        where data ->> 'ownerId' is not null and not exists (select from node.space);

        create or replace procedure node.respect_role(who uuid, of_space uuid, top uuid) language plpgsql as $$
        begin
            perform from node.space where id = of_space and destroy_at is null for share;
            if not found then
                raise exception 'the space was closed meanwhile' using errcode = 'division_by_zero';
            end if;
            perform from node.space_person as person where person.member_id = who and person.space_id = of_space and person.role >= 2 for share;
            if found then return; end if;
            perform from node.share where share.entry_id = top and share.member_id = who and share.role >= 2 for share;
            if found then return; end if;
            perform from node.share join node.space_person as person on person.space_id = share.group_id
            where share.entry_id = top and share.role >= 2 and person.member_id = who for share of share, person;
            if not found then
                raise exception 'the right to write was taken back meanwhile' using errcode = 'division_by_zero';
            end if;
        end $$;
        """);

    /// <summary>Follows a space's events.</summary>
    /// <param name="name">The name that the event gives, in the clear; empty when it gives none.</param>
    public static void Apply(IDocumentOperations operations, object data, string name)
    {
        switch (data)
        {
            case SpaceOpened opened:
                operations.QueueSqlCommand("insert into node.space (id, owner_id, key_id) values (?, ?, ?)", opened.SpaceId, opened.OwnerId, opened.Key.Value);
                break;
            case SpaceErased erased:
                operations.QueueSqlCommand("delete from node.space_person where space_id = ?", erased.SpaceId);
                operations.QueueSqlCommand("delete from node.space where id = ?", erased.SpaceId);
                break;
            case GroupSpaceOpened opened:
                operations.QueueSqlCommand("insert into node.space (id, key_id, name) values (?, ?, ?)", opened.SpaceId, opened.Key.Value, name);
                break;
            case SpaceRenamed renamed:
                operations.QueueSqlCommand("update node.space set name = ? where id = ?", name, renamed.SpaceId);
                break;
            case SpaceClosed closed:
                operations.QueueSqlCommand("update node.space set destroy_at = ? where id = ?", closed.DestroyAt, closed.SpaceId);
                break;
            case SpaceReopened reopened:
                operations.QueueSqlCommand("update node.space set destroy_at = null where id = ?", reopened.SpaceId);
                break;
            case SpaceRoleGiven given:
                operations.QueueSqlCommand("""
                    insert into node.space_person (member_id, space_id, role, since) values (?, ?, ?, ?)
                    on conflict (member_id, space_id) do update set role = excluded.role
                    """, given.MemberId, given.SpaceId, (short)given.Role, given.At);
                break;
            case SpaceRoleTaken taken:
                operations.QueueSqlCommand("delete from node.space_person where member_id = ? and space_id = ?", taken.MemberId, taken.SpaceId);
                break;
        }
    }
}
