using Federation.Node.Documents.Spaces;
using Npgsql;

namespace Federation.Node.Documents.Search;

/// <summary>Finds documents and folders by their names, now, and documents by what stands in them, as soon as they were read.</summary>
internal sealed class SearchViews(NpgsqlDataSource source, Reaches reaches)
{
    /// <summary>Where a found word begins and ends in a place that is shown; no text has them (<see cref="Folding.Clean"/>).</summary>
    public const char Begin = '\uE000', End = '\uE001';

    // Whole spaces by their ids, and all that lies in what was shared.
    private const string Seen = """
        with recursive shared as (
            select id from node.entry where id = any($2) union select entry.id from shared join node.entry on entry.parent_id = shared.id),
        seen as not materialized (select entry.* from node.entry where entry.space_id = any($1) or entry.id in (select id from shared)),
        """;

    // A word is looked for as it is written and by its stem in each language. The place is marked in the folded text, in the language in which it
    // was found, and cut out of the original at the same characters.
    private const string Sql = $"""
        {Seen}
        asked as materialized (
            select websearch_to_tsquery('simple', a) || websearch_to_tsquery('simple', b) as plain,
                websearch_to_tsquery('english', a) || websearch_to_tsquery('english', b) as english,
                websearch_to_tsquery('french', a) || websearch_to_tsquery('french', b) as french,
                websearch_to_tsquery('spanish', a) || websearch_to_tsquery('spanish', b) as spanish
            from (select node.folded($3) as a, node.folded($4) as b) as words),
        patterns as materialized (select array(select node.folded(pattern) from unnest($5::text[]) as pattern) as every),
        named as (
            select entry.id from seen as entry, patterns
            where entry.parent_id is not null and cardinality(every) > 0 and node.folded(entry.name) like all (every)
            order by entry.changed_at desc limit $6),
        told as (
            select distinct on (text.document_id) text.document_id as id, text.piece, ts_rank_cd(text.words, plain || english || french || spanish) as rank
            from asked, node.search_text as text join seen as entry on entry.id = text.document_id
            where text.words @@ (plain || english || french || spanish)
            order by text.document_id, rank desc),
        best as (
            select id, piece, named.id is not null as is_named, coalesce(told.rank, 0) as rank from named full join told using (id)
            order by is_named desc, rank desc, id desc limit $6)
        select entry.id, entry.space_id, entry.name, entry.is_folder, entry.length, entry.changed_at, place.marked,
            substr(text.body, strpos(node.folded(text.body), place.bare), length(place.bare)),
            strpos(node.folded(text.body), place.bare)
        from best join node.entry on entry.id = best.id
        left join node.search_text as text on text.document_id = best.id and text.piece = best.piece
        left join lateral (
            select marked, translate(marked, $7, '') as bare
            from asked, lateral (select ts_headline(
                (case when text.words @@ plain then 'simple' when text.words @@ english then 'english' when text.words @@ french then 'french' else 'spanish' end)::regconfig,
                node.folded(text.body),
                case when text.words @@ plain then plain when text.words @@ english then english when text.words @@ french then french else spanish end,
                'MaxFragments=1,MinWords=12,MaxWords=30,ShortWord=0,StartSel=' || left($7, 1) || ',StopSel=' || right($7, 1)) as marked) as headline
            where text.body is not null) as place on true
        order by best.is_named desc, best.rank desc, best.id desc
        """;

    /// <summary>What a member may see and is meant by some words, the best first.</summary>
    public async Task<IReadOnlyList<Found>> Find(Guid memberId, string words, CancellationToken cancel)
    {
        var (apart, joined) = Folding.Spellings(words);
        await using var command = source.CreateCommand(Sql);
        await AddSeen(command, memberId, cancel);
        command.Parameters.Add(new() { Value = apart });
        command.Parameters.Add(new() { Value = joined });
        command.Parameters.Add(new() { Value = Patterns(words) });
        command.Parameters.Add(new() { Value = SearchLimits.Shown + 1 });
        command.Parameters.Add(new() { Value = $"{Begin}{End}" });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<Found>();
        while (await reader.ReadAsync(cancel))
        {
            var place = reader.IsDBNull(6) ? [] : Place(reader.GetString(6), reader.GetInt32(8) == 0 ? null : reader.GetString(7));
            found.Add(new Found(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetBoolean(3), reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(5), place.Any(part => part.IsFound) ? place : []));
        }

        return found;
    }

    /// <summary>How many documents that a member may see could be read for search only by their names, though they are of a kind that is read.</summary>
    public async Task<long> Unread(Guid memberId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand($"""
            {Seen} read as (select * from node.search_text)
            select count(*) from read as text join seen as entry on entry.id = text.document_id where text.piece = 0 and text.reading = any($3)
            """);
        await AddSeen(command, memberId, cancel);
        command.Parameters.Add(new() { Value = new[] { nameof(ReadingOutcome.TooLarge), nameof(ReadingOutcome.Unreadable) } });
        return (long)(await command.ExecuteScalarAsync(cancel))!; // a count always has a row
    }

    private async Task AddSeen(NpgsqlCommand command, Guid memberId, CancellationToken cancel)
    {
        var all = await reaches.Of(memberId, cancel);
        command.Parameters.Add(new() { Value = all.Where(reach => !reach.IsShare).Select(reach => reach.Space.Id).ToArray() });
        command.Parameters.Add(new() { Value = all.Where(reach => reach.IsShare).Select(reach => reach.Top.Id).ToArray() });
    }

    // Every word, anywhere in the name; what marks a phrase or leaves a word out means something only in a text.
    private static string[] Patterns(string words) =>
    [
        .. words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '-').Select(word => DocumentRules.Compose(word.Replace("\"", "", StringComparison.Ordinal)))
            .Where(word => word.Length > 0).Select(word => "%" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%"),
    ];

    private static IReadOnlyList<FoundPart> Place(string marked, string? original)
    {
        var (parts, start, at) = (new List<FoundPart>(), 0, 0);
        var bare = original ?? marked.Replace($"{Begin}", "", StringComparison.Ordinal).Replace($"{End}", "", StringComparison.Ordinal);
        foreach (var letter in marked)
        {
            if (letter is Begin or End)
            {
                parts.Add(new FoundPart(bare[start..at], letter == End));
                start = at;
            }
            else
            {
                at++;
            }
        }

        return [.. parts.Append(new FoundPart(bare[start..], false)).Where(part => part.Text.Length > 0)];
    }
}

/// <summary>A document or folder that was meant.</summary>
/// <param name="Id">It.</param>
/// <param name="SpaceId">Its space.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsFolder">Folder or document.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ChangedAt">When its newest version came.</param>
/// <param name="Place">Where in it the words stand; empty when only its name was meant.</param>
internal sealed record Found(Guid Id, Guid SpaceId, string Name, bool IsFolder, long Length, DateTimeOffset ChangedAt, IReadOnlyList<FoundPart> Place);

/// <summary>Some of a place.</summary>
/// <param name="Text">As it stands in the document.</param>
/// <param name="IsFound">Whether that is what was searched for.</param>
internal sealed record FoundPart(string Text, bool IsFound);
