using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Locks;

/// <summary>
/// The locks, one row each, shared by all replicas. They are no events: they end by themselves within the hour, and who took one is nobody's
/// business afterwards. Taking one and committing a write exclude each other space by space, so that a lock once granted is respected by
/// every write that is not yet done.
/// </summary>
internal sealed class LockTable(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>The columns that <see cref="Read"/> reads, of a table named <c>lock</c>.</summary>
    public const string Columns = "lock.token, lock.entry_id, lock.is_deep, lock.is_exclusive, lock.holder_id, lock.note, lock.expires_at";

    // locks_inside climbs from the locks, of which there are few, and not from the folder, in which there may be thousands of documents.
    public static SchemaScript Script { get; } = new("Documents, locks", """
        create table if not exists node.entry_lock (
            token uuid primary key,
            space_id uuid not null,
            entry_id uuid not null,
            is_deep boolean not null,
            is_exclusive boolean not null,
            holder_id uuid not null,
            note bytea,
            expires_at timestamptz not null);
        create index if not exists entry_lock_by_space on node.entry_lock (space_id);
        create index if not exists entry_lock_by_entry on node.entry_lock (entry_id);

        create or replace function node.locks_inside(of_space uuid, folder uuid, moment timestamptz)
        returns table (token uuid, names text[], is_folder boolean) language sql stable as $$
            with recursive up as (
                select lock.token, entry.parent_id, array[entry.name] as names, entry.is_folder
                from node.entry_lock lock join node.entry on entry.id = lock.entry_id
                where lock.space_id = of_space and lock.expires_at > moment and lock.entry_id <> folder
                union all
                select up.token, entry.parent_id, entry.name || up.names, up.is_folder from up join node.entry on entry.id = up.parent_id
                where up.parent_id <> folder)
            select up.token, up.names, up.is_folder from up where up.parent_id = folder
        $$;

        create or replace procedure node.respect_locks(of_space uuid, touched uuid[], above uuid[], folders uuid[], seen uuid[], moment timestamptz) language plpgsql as $$
        begin
            perform pg_advisory_xact_lock_shared(hashtextextended('documents ' || of_space, 0));
            if not exists (select 1 from node.entry_lock lock where lock.expires_at > moment and lock.token <> all (seen)
                    and (lock.entry_id = any (touched) or lock.is_deep and lock.entry_id = any (above))) then
                if cardinality(folders) = 0 then return; end if; -- most writes: a question not asked costs nothing, one about nothing does
                if not exists (select 1 from unnest(folders) as folder cross join node.locks_inside(of_space, folder, moment) as inside where inside.token <> all (seen)) then return; end if;
            end if;
            raise exception 'a lock was taken meanwhile' using errcode = 'division_by_zero';
        end $$;
        """);

    /// <summary>Reads the lock in a row, whose columns begin at <paramref name="at"/>; null when it has none.</summary>
    public static HeldLock? Read(NpgsqlDataReader reader, int at, IReadOnlyList<string> root, bool rootIsFolder) => reader.IsDBNull(at) ? null : new(
        reader.GetGuid(at), reader.GetGuid(at + 1), root, rootIsFolder, reader.GetBoolean(at + 2), reader.GetBoolean(at + 3), reader.GetGuid(at + 4),
        reader.IsDBNull(at + 5) ? null : reader.GetFieldValue<byte[]>(at + 5), reader.GetFieldValue<DateTimeOffset>(at + 6));

    /// <summary>Locks on what lies in the folder at a place, at any depth.</summary>
    public async Task<IReadOnlyList<HeldLock>> Inside(Guid spaceId, Place place, CancellationToken cancel)
    {
        if (place.Entry is not { IsFolder: true } folder)
        {
            return [];
        }

        await using var command = source.Command($"""
            select {Columns}, inside.names, inside.is_folder from node.locks_inside($1, $2, $3) as inside join node.entry_lock lock on lock.token = inside.token
            """, spaceId, folder.Id, time.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var locks = new List<HeldLock>();
        while (await reader.ReadAsync(cancel))
        {
            locks.Add(Read(reader, 0, [.. place.Path, .. reader.GetFieldValue<string[]>(7)], reader.GetBoolean(8))!); // joined: it has one
        }

        return locks;
    }

    /// <summary>Locks on what lies directly in the folder at a place.</summary>
    public async Task<IReadOnlyList<HeldLock>> In(Place folder, CancellationToken cancel)
    {
        await using var command = source.Command($"""
            select {Columns}, entry.name, entry.is_folder from node.entry_lock lock join node.entry on entry.id = lock.entry_id
            where entry.parent_id = $1 and lock.expires_at > $2
            """, folder.Entry!.Id, time.GetUtcNow()); // asked about what is there
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var locks = new List<HeldLock>();
        while (await reader.ReadAsync(cancel))
        {
            locks.Add(Read(reader, 0, [.. folder.Path, reader.GetString(7)], reader.GetBoolean(8))!); // joined: it has one
        }

        return locks;
    }

    /// <summary>Undoes the session's transaction if by its commit there is a lock in the way of the needs that was not among those seen.</summary>
    public void Respect(IDocumentSession session, Guid spaceId, IReadOnlyList<LockNeed> needs, IEnumerable<HeldLock> seen) =>
        session.QueueSqlCommand("call node.respect_locks(?, ?, ?, ?, ?, ?)",
            spaceId,
            needs.SelectMany(need => need.Touched).ToArray(),
            needs.SelectMany(need => need.Above).ToArray(),
            needs.Where(need => need.Inside).Select(need => need.Place.Entry!.Id).ToArray(), // only a folder has an inside
            seen.Select(held => held.Token).ToArray(),
            time.GetUtcNow());

    /// <summary>With what is taken away go the locks on it and in it; a successor inherits those on itself (RFC 4918 §7.6, §9.6.1).</summary>
    public void Release(IDocumentSession session, Guid spaceId, EntryCard gone, Guid? successor)
    {
        session.QueueSqlCommand("delete from node.entry_lock where token in (select token from node.locks_inside(?, ?, ?))", spaceId, gone.Id, time.GetUtcNow());
        if (successor is { } heir)
        {
            session.QueueSqlCommand("update node.entry_lock set entry_id = ? where entry_id = ?", heir, gone.Id);
        }
        else
        {
            session.QueueSqlCommand("delete from node.entry_lock where entry_id = ?", gone.Id);
        }
    }

    /// <summary>How many there are in a space; removes those of any space that have run out.</summary>
    public async Task<long> Count(Guid spaceId, CancellationToken cancel)
    {
        await using var command = source.Command("""
            with over as (delete from node.entry_lock where expires_at <= $2)
            select count(*) from node.entry_lock where space_id = $1 and expires_at > $2
            """, spaceId, time.GetUtcNow());
        return (long)(await command.ExecuteScalarAsync(cancel))!; // a count always has a row
    }

    /// <summary>Grants a lock, unless another was granted or the entry went since the place was looked at.</summary>
    /// <param name="seen">Those that were looked at.</param>
    /// <returns>False when it has to be looked at again.</returns>
    public async Task<bool> Grant(Guid spaceId, Place place, HeldLock wanted, IReadOnlyList<HeldLock> seen, CancellationToken cancel)
    {
        var entry = place.Entry!; // only what is there can be locked
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.Run("select pg_advisory_xact_lock(hashtextextended('documents ' || $1, 0))", cancel, spaceId);
        try
        {
            await connection.Run("call node.respect_locks($1, $2, $3, $4, $5, $6)", cancel, spaceId, new[] { entry.Id }, place.Above.ToArray(),
                wanted.IsDeep && entry.IsFolder ? new[] { entry.Id } : [], seen.Select(held => held.Token).ToArray(), time.GetUtcNow());
        }
        catch (PostgresException e) when (LostRace.Is(e))
        {
            return false;
        }

        var granted = await connection.Run("""
            insert into node.entry_lock (token, space_id, entry_id, is_deep, is_exclusive, holder_id, note, expires_at)
            select $1, $2, id, $4, $5, $6, $7, $8 from node.entry where id = $3 and parent_id is not distinct from $9 and name = $10
            """, cancel, wanted.Token, spaceId, entry.Id, wanted.IsDeep, wanted.IsExclusive, wanted.HolderId,
            new NpgsqlParameter { Value = (object?)wanted.Note ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea }, wanted.ExpiresAt,
            new NpgsqlParameter { Value = (object?)entry.ParentId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }, entry.Name);
        await transaction.CommitAsync(cancel);
        return granted == 1;
    }

    /// <summary>Moves the end of a lock.</summary>
    /// <returns>False when it is not there any more.</returns>
    public async Task<bool> Renew(HeldLock held, CancellationToken cancel)
    {
        await using var command = source.Command("update node.entry_lock set expires_at = $2 where token = $1 and expires_at > $3", held.Token, held.ExpiresAt, time.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>Ends a lock.</summary>
    public async Task Remove(Guid token, CancellationToken cancel)
    {
        await using var command = source.Command("delete from node.entry_lock where token = $1", token);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
