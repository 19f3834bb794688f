using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Versions;

/// <summary>
/// Removes the bytes and destroys the keys that no version names any more: event first, bytes after. What a crash leaves undone is still
/// in the table and done later. It takes turns with copying, so that nothing comes to name what is being removed.
/// </summary>
internal sealed partial class Doomed(
    NpgsqlDataSource source, IDocumentStore store, VersionBlobs blobs, IWrappedKeyStore keys, TimeProvider time, ILogger<Doomed> log)
{
    /// <summary>A commit whose answer was lost is done by then, or will never be.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(1);

    // Not what is in doubt; what lies further ahead was written before the clock was set back.
    private const string IsDue = "(doomed_at <= $2 or doomed_at > $3)";

    private const string Blobs = $"""
        select blob, space_id, {VersionTable.BlobIsNeeded}
        from node.doomed_blob as doomed where blob > $1 and {IsDue} order by blob limit 1 for update skip locked
        """;

    private const string Keys = $"""
        select key_id::text, space_id, {VersionTable.KeyIsNeeded}
        from node.doomed_key as doomed where key_id::text > $1 and {IsDue} order by key_id::text limit 1 for update skip locked
        """;

    /// <summary>
    /// Bytes of a commit that failed: it may have been done all the same, and only the answer was lost. A minute later it is seen whether a version names them. When the database cannot be
    /// told, they stay, and <c>federation verify</c> names them.
    /// </summary>
    public async Task Later(Guid spaceId, KeptBytes kept)
    {
        if (kept is not { IsOurs: true, Small: null })
        {
            return;
        }

        try
        {
            await source.Run("insert into node.doomed_blob (blob, space_id, doomed_at) values ($1, $2, $3) on conflict do nothing", CancellationToken.None,
                kept.Blob.ToString(), spaceId, time.GetUtcNow() + Doubt);
        }
        catch (NpgsqlException e)
        {
            Stays(log, kept.Blob.ToString(), e.Message);
        }
    }

    /// <summary>Removes some; what another replica is at, and what the disk refuses, is passed over.</summary>
    /// <param name="most">Of each kind; a request does not wait for ten thousand files.</param>
    public async Task Remove(int most, CancellationToken cancel)
    {
        const string done = """
            with told as (delete from node.content_tag as tag where blob = $1 and not exists (select from node.document_version as version where version.blob = tag.blob))
            delete from node.doomed_blob where blob = $1
            """;
        await Each(most, Blobs, done, (name, _) => blobs.Delete(BlobId.Parse(name), cancel), cancel);
        await Each(most, Keys, "delete from node.doomed_key where key_id = $1::uuid", (name, space) => Shred(new SubjectId(Guid.Parse(name)), space, cancel), cancel);
    }

    private async Task Each(int most, string next, string done, Func<string, Guid, Task> remove, CancellationToken cancel)
    {
        var (last, count) = ("", 0);
        for (; count < most && await One(last, next, done, remove, cancel) is { } name; count++)
        {
            last = name;
        }
    }

    private async Task<string?> One(string after, string next, string done, Func<string, Guid, Task> remove, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await Find(connection, next, after, cancel) is not { } found)
        {
            return null;
        }

        await Execute(connection, "select from node.entry where id = $1 for no key update", found.Space, cancel); // see Guards.TakeTurns
        // Looked at again: while this waited for its turn, somebody may have come to need it.
        if (await Find(connection, next, after, cancel) is { IsNeeded: false } now && now.Name == found.Name)
        {
            try
            {
                await remove(found.Name, found.Space);
            }
            catch (IOException e)
            {
                Refused(log, found.Name, e.Message);
                return found.Name;
            }
        }

        await Execute(connection, done, found.Name, cancel);
        await transaction.CommitAsync(cancel);
        return found.Name;
    }

    private async Task<(string Name, Guid Space, bool IsNeeded)?> Find(NpgsqlConnection connection, string sql, string after, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = after }, new() { Value = now }, new() { Value = now + Doubt } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetString(0), reader.GetGuid(1), reader.GetBoolean(2)) : null;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, object value, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = value } } };
        await command.ExecuteNonQueryAsync(cancel);
    }

    // Only a key below the space's: the space's own is a member's, and destroying it would erase the member.
    private async Task Shred(SubjectId key, Guid spaceId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<Space>(spaceId, cancel) is { } space && await keys.Find(key, cancel) is { Parent: { } parent } && parent == space.Key)
        {
            await keys.Shred(key, time.GetUtcNow(), cancel);
        }
    }

    [LoggerMessage(EventId = 4201, Level = LogLevel.Warning, Message = "The bytes {Blob}, which nothing names any more, could not be removed and are tried again: {Reason}")]
    private static partial void Refused(ILogger log, string blob, string reason);

    [LoggerMessage(EventId = 4213, Level = LogLevel.Warning, Message = "The bytes {Blob} of a write that failed may stay although nothing names them; federation verify tells: {Reason}")]
    private static partial void Stays(ILogger log, string blob, string reason);
}
