using Federation.Node.Documents.Spaces;
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
    private const string Blobs = $"""
        select blob, space_id, {VersionTable.BlobIsNeeded}
        from node.doomed_blob as doomed where blob > $1 order by blob limit 1 for update skip locked
        """;

    private const string Keys = $"""
        select key_id::text, space_id, {VersionTable.KeyIsNeeded}
        from node.doomed_key as doomed where key_id::text > $1 order by key_id::text limit 1 for update skip locked
        """;

    /// <summary>Removes some; what another replica is at, and what the disk refuses, is passed over.</summary>
    /// <param name="most">Of each kind; a request does not wait for ten thousand files.</param>
    public async Task Remove(int most, CancellationToken cancel)
    {
        await Each(most, Blobs, "with told as (delete from node.content_tag where blob = $1) delete from node.doomed_blob where blob = $1", (name, _) => blobs.Delete(BlobId.Parse(name), cancel), cancel);
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

    private static async Task<(string Name, Guid Space, bool IsNeeded)?> Find(NpgsqlConnection connection, string sql, string after, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = after } } };
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
}
