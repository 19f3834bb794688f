using Federation.Node.Documents.Spaces;
using Npgsql;

namespace Federation.Node.Documents.Sharing;

/// <summary>Reads shares.</summary>
internal sealed class ShareViews(NpgsqlDataSource source)
{
    /// <summary>The shares of one folder or document itself, oldest first.</summary>
    public async Task<IReadOnlyList<Share>> SharesOf(Guid entryId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select id, space_id, entry_id, member_id, group_id, role from node.share where entry_id = $1 order by made_at, id");
        command.Parameters.Add(new() { Value = entryId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var shares = new List<Share>();
        while (await reader.ReadAsync(cancel))
        {
            shares.Add(new(reader.GetGuid(0), reader.GetGuid(1), reader.GetGuid(2), Null(reader, 3), Null(reader, 4), (SpaceRole)reader.GetInt16(5), false));
        }

        return shares;
    }

    /// <summary>Everybody who can see a folder or document, and how they come to; the same people that <see cref="Reaches"/> lets in, seen from the other side.</summary>
    public async Task<IReadOnlyList<Seer>> WhoSees(Guid entryId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
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
            """);
        command.Parameters.Add(new() { Value = entryId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var seers = new List<Seer>();
        while (await reader.ReadAsync(cancel))
        {
            seers.Add(new(reader.GetGuid(0), (SpaceRole)reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return [.. seers.DistinctBy(seer => seer.MemberId)];
    }

    /// <summary>Who is in a group space, in the order they came.</summary>
    public async Task<IReadOnlyList<SpacePerson>> PeopleOf(Guid spaceId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select member_id, role from node.space_person where space_id = $1 order by since, member_id");
        command.Parameters.Add(new() { Value = spaceId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var people = new List<SpacePerson>();
        while (await reader.ReadAsync(cancel))
        {
            people.Add(new(reader.GetGuid(0), (SpaceRole)reader.GetInt16(1)));
        }

        return people;
    }

    private static Guid? Null(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetGuid(at);
}

/// <summary>Somebody who can see a folder or document, by the way on which they may do most.</summary>
/// <param name="MemberId">Who.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Group">The group space through which they come to it; null: not through one.</param>
/// <param name="Shared">The name of what was shared: itself or a folder above; null: they are in its space.</param>
internal sealed record Seer(Guid MemberId, SpaceRole Role, string? Group, string? Shared);
