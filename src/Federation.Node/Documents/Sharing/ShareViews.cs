using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using Npgsql;

namespace Federation.Node.Documents.Sharing;

/// <summary>Reads shares.</summary>
internal sealed class ShareViews(NpgsqlDataSource source)
{
    /// <summary>The shares of one folder or document itself, oldest first.</summary>
    public Task<IReadOnlyList<Share>> SharesOf(Guid entryId, CancellationToken cancel) => source.List(
        "select id, space_id, entry_id, member_id, group_id, role from node.share where entry_id = $1 order by made_at, id",
        row => new Share(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), Null(row, 3), Null(row, 4), (SpaceRole)row.GetInt16(5), false), cancel, entryId);

    /// <summary>Everybody who can see a folder or document, and how they come to; the same people that <see cref="Reaches"/> lets in, seen from the other side.</summary>
    public async Task<IReadOnlyList<Seer>> WhoSees(Guid entryId, CancellationToken cancel)
    {
        var seers = await source.List("""
            with recursive up as (
                select id, parent_id, space_id, name, 0 as step from node.entry where id = $1
                union all
                select entry.id, entry.parent_id, entry.space_id, entry.name, step + 1 from up join node.entry on entry.id = up.parent_id)
            select space.owner_id, 3, null::text, null::text, -1 from up join node.space on space.id = up.space_id where up.step = 0 and owner_id is not null
            union all
            select person.member_id, person.role, space.name, null, -1
            from up join node.space on space.id = up.space_id join node.space_person as person on person.space_id = space.id where up.step = 0
            union all
            select share.member_id, share.role, null, up.name, up.step from up join node.share on share.entry_id = up.id where share.member_id is not null
            union all
            select person.member_id, share.role, space.name, up.name, up.step
            from up join node.share on share.entry_id = up.id join node.space on space.id = share.group_id join node.space_person as person on person.space_id = space.id
            order by 2 desc, 5, 1
            """,
            row => new Seer(row.GetGuid(0), (SpaceRole)row.GetInt32(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3)), cancel, entryId);
        return [.. seers.DistinctBy(seer => seer.MemberId)];
    }

    /// <summary>Who is in a group space, in the order they came; who looks first, so that they find themselves among many.</summary>
    public Task<IReadOnlyList<SpacePerson>> PeopleOf(Guid spaceId, Guid viewer, ListPage page, CancellationToken cancel) => source.List(
        "select member_id, role from node.space_person where space_id = $1 order by member_id <> $2, since, member_id offset $3 limit $4",
        row => new SpacePerson(row.GetGuid(0), (SpaceRole)row.GetInt16(1)), cancel, spaceId, viewer, page.Before, ListPage.Asked);

    /// <summary>How many people are in a group space.</summary>
    public async Task<long> CountOf(Guid spaceId, CancellationToken cancel) =>
        (await source.List("select count(*) from node.space_person where space_id = $1", row => row.GetInt64(0), cancel, spaceId))[0];

    private static Guid? Null(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetGuid(at);
}

/// <summary>Somebody who can see a folder or document, by the way on which they may do most.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Group">The group space through which they come to it; null: not through one.</param>
/// <param name="Shared">The name of what was shared: itself or a folder above; null: they are in its space.</param>
internal sealed record Seer(Guid MemberId, SpaceRole Role, string? Group, string? Shared);
