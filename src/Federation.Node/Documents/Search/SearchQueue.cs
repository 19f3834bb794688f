using Marten;
using Npgsql;

namespace Federation.Node.Documents.Search;

/// <summary>Documents whose newest version is to be read. A row stays until that was done; a replica that dies at it leaves it to the next.</summary>
internal sealed class SearchQueue(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How long one replica has for one document before another takes over: longer than any is read.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public const string Sql = """

        create table if not exists node.search_due (
            document_id uuid primary key,
            stamp bigint generated always as identity,
            not_before timestamptz not null default '-infinity',
            attempts integer not null default 0);
        create index if not exists search_due_when on node.search_due (not_before, stamp);
        """;

    /// <summary>Asks for a reading when the operations are saved. A row that is being worked on gets another stamp, and so outlives that work.</summary>
    public static void Ask(IDocumentOperations operations, Guid documentId) => operations.QueueSqlCommand("""
        insert into node.search_due (document_id) values (?)
        on conflict (document_id) do update set stamp = default, not_before = '-infinity', attempts = 0
        """, documentId);

    /// <summary>Takes the next document, and counts that before it is opened: one that brings a process down is not tried for ever.</summary>
    public async Task<DueReading?> Claim(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            update node.search_due set not_before = $2, attempts = attempts + 1 where document_id =
                (select document_id from node.search_due where not_before <= $1 order by not_before, stamp limit 1 for update skip locked)
            returning document_id, stamp, attempts
            """);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() + Lease });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new DueReading(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt32(2)) : null;
    }

    /// <summary>Done, unless somebody asked again meanwhile.</summary>
    public async Task Finish(DueReading due, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from node.search_due where document_id = $1 and stamp = $2");
        command.Parameters.Add(new() { Value = due.DocumentId });
        command.Parameters.Add(new() { Value = due.Stamp });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>A document to read.</summary>
internal sealed record DueReading(Guid DocumentId, long Stamp, int Attempts);
