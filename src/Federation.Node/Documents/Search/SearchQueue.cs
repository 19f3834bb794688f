using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Search;

/// <summary>Documents whose newest version is to be read. A row stays until that was done; a replica that dies at it leaves it to the next.</summary>
internal sealed class SearchQueue(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>How long one replica has for one document before another takes over: longer than any is read.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    // Its ending, as DocumentText tells kinds.
    private const string Ending = "coalesce(lower(substring(entry.name from '\\.[^.]*$')), '')";

    public const string Sql = """

        create table if not exists node.search_due (
            document_id uuid primary key,
            stamp bigint generated always as identity,
            not_before timestamptz not null default '-infinity',
            attempts integer not null default 0);
        create index if not exists search_due_when on node.search_due (not_before, stamp);
        """;

    /// <summary>How an insert asks anew for what is asked for already: a row that is being worked on gets another stamp, and so outlives that work.</summary>
    public const string Anew = "on conflict (document_id) do update set stamp = default, not_before = '-infinity', attempts = 0";

    /// <summary>Asks for a reading when the operations are saved.</summary>
    public static void Ask(IDocumentOperations operations, Guid documentId) => operations.QueueSqlCommand($"insert into node.search_due (document_id) values (?) {Anew}", documentId);

    /// <summary>The same for a document of which nothing was read because of its name, if it has another now.</summary>
    public static void AskIfReadable(IDocumentOperations operations, Guid documentId) => operations.QueueSqlCommand($"""
        insert into node.search_due (document_id)
        select entry.id from node.entry join node.search_text as text on text.document_id = entry.id and text.piece = 0
        where entry.id = ? and text.reading = ? and {Ending} = any(?)
        {Anew}
        """, documentId, nameof(ReadingOutcome.NotRead), DocumentText.Endings.ToArray());

    /// <summary>Takes the next document of a kind that is read, and counts that before it is opened: one that brings a process down is not tried for ever.</summary>
    public async Task<DueReading?> Claim(CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            update node.search_due set not_before = $2, attempts = attempts + 1 where document_id = (
                select document_id from node.search_due as due
                where not_before <= $1 and not exists (select from node.entry where id = due.document_id and {Ending} <> all($3))
                order by not_before, stamp limit 1 for update skip locked)
            returning document_id, stamp, attempts
            """);
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() + Lease });
        command.Parameters.Add(new() { Value = DocumentText.Endings.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? new DueReading(reader.GetGuid(0), reader.GetInt64(1), reader.GetInt32(2)) : null;
    }

    /// <summary>
    /// Finishes documents of which nothing is read, which are most of what sync programs bring, without opening them: many at once, and without
    /// waiting for the disk, for what a power cut takes with it is asked for again.
    /// </summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> FinishUnread(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.Run("set local synchronous_commit = off", cancel);
        var count = await connection.Run($"""
            with unread as (
                select due.document_id, due.stamp, entry.tag from node.search_due as due join node.entry on entry.id = due.document_id
                where due.not_before <= $1 and {Ending} <> all($2)
                order by due.not_before, due.stamp limit $3 for update of due skip locked for key share of entry),
            other_pieces as (delete from node.search_text as text using unread where text.document_id = unread.document_id and text.piece > 0),
            kept as (
                insert into node.search_text (document_id, piece, tag, reading, body, words) select document_id, 0, tag, $4, '', '' from unread
                on conflict (document_id, piece) do update set tag = excluded.tag, reading = excluded.reading, body = '', words = '')
            delete from node.search_due as due using unread where due.document_id = unread.document_id and due.stamp = unread.stamp
            """, cancel, time.GetUtcNow(), DocumentText.Endings.ToArray(), SearchLimits.UnreadAtOnce, nameof(ReadingOutcome.NotRead));
        await transaction.CommitAsync(cancel);
        return count == SearchLimits.UnreadAtOnce;
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
