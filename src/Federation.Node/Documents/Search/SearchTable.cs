using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Documents.Search;

/// <summary>
/// The text of each document's newest version, in pieces, in the clear: it goes when the document is erased, in the same transaction, and is
/// replaced when a newer version was read. Everything here can be read again from the documents.
/// </summary>
internal sealed class SearchTable(NpgsqlDataSource source)
{
    /// <summary>Characters of one piece: the database holds at most a mebibyte of search words in a row, and shows places piece by piece.</summary>
    private const int PieceLength = 50_000;

    // The words as they are written, and the stems of three languages: nobody says in which a document is, and many are in two.
    public static SchemaScript Script { get; } = new("Documents, search", Folding.Script + """

        create table if not exists node.search_text (
            document_id uuid not null,
            piece integer not null,
            tag text not null,
            reading text not null,
            body text not null,
            words tsvector not null,
            primary key (document_id, piece));
        create index if not exists search_text_words on node.search_text using gin (words);
        create index if not exists entry_by_space on node.entry (space_id);
        """ + SearchQueue.Sql);

    /// <summary>Forgets the text of what leaves the trash for good.</summary>
    public static void Erase(IDocumentOperations operations, Guid trashId) => operations.QueueSqlCommand(
        "delete from node.search_text where document_id in (select id from node.trashed_entry where trash_id = ?)", trashId);

    /// <summary>What a document is called and which version of it is the newest, in the tree or in the trash; null when it is in neither.</summary>
    public async Task<(string Name, string Tag)?> Find(Guid documentId, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await Find(connection, documentId, cancel);
    }

    /// <summary>Keeps what was read of a version, instead of what was read of the one before.</summary>
    /// <returns>False when another version is the newest by now, or the document is gone.</returns>
    public async Task<bool> Keep(Guid documentId, string tag, Reading reading, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await Find(connection, documentId, cancel) is not { } now || now.Tag != tag)
        {
            return false;
        }

        await connection.Run("delete from node.search_text where document_id = $1", cancel, documentId);
        var text = Folding.Clean(reading.Text);
        for (var (piece, start) = (0, 0); piece == 0 || start < text.Length; piece++)
        {
            var length = Cut(text, start);
            await connection.Run("""
                insert into node.search_text (document_id, piece, tag, reading, body, words)
                select $1, $2, $3, $4, $5, to_tsvector('simple', folded) || to_tsvector('english', folded) || to_tsvector('french', folded) || to_tsvector('spanish', folded)
                from node.folded($5) as folded
                """, cancel, documentId, piece, tag, reading.Outcome.ToString(), text.Substring(start, length));
            start += length;
        }

        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Asks for what was never read: after a restore, for backups hold no text.</summary>
    public Task AskForUnread(CancellationToken cancel) => source.Run("""
        insert into node.search_due (document_id)
        select id from node.entry where not is_folder and not exists (select from node.search_text where document_id = id) on conflict do nothing
        """, cancel);

    /// <summary>Forgets text of what is neither in the tree nor in the trash, however it went.</summary>
    public Task RemoveStrays(CancellationToken cancel) => source.Run("""
        delete from node.search_text as text where not exists (select from node.entry where id = text.document_id)
            and not exists (select from node.trashed_entry where id = text.document_id)
        """, cancel);

    // Where it is stays locked to the end of a transaction: who erases it comes after, and finds the text.
    private static async Task<(string Name, string Tag)?> Find(NpgsqlConnection connection, Guid documentId, CancellationToken cancel)
    {
        foreach (var table in (string[])["entry", "trashed_entry"])
        {
            await using var command = connection.Command($"select name, tag from node.{table} where id = $1 and not is_folder for key share", documentId);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await reader.ReadAsync(cancel))
            {
                return (reader.GetString(0), reader.GetString(1));
            }
        }

        return null;
    }

    // At a blank, if there is one near the end: no word is torn.
    private static int Cut(string text, int start)
    {
        var length = Math.Min(PieceLength, text.Length - start);
        var blank = start + length == text.Length ? -1 : text.AsSpan(start, length).LastIndexOfAny(' ', '\n');
        return blank > PieceLength / 2 ? blank + 1 : length > 0 && char.IsHighSurrogate(text[start + length - 1]) ? length - 1 : length;
    }
}
