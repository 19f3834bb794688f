using System.Globalization;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Datasets.Catalogue;

/// <summary>
/// The events of releases in the order of the history. Only those below the mark up to which nothing can come any more (Marten's high water
/// mark): what was once at a place stays there.
/// </summary>
internal sealed class ReleaseHistory(NpgsqlDataSource source)
{
    /// <summary>What happened to versions; their descriptions are left where they are. By streams, for which there is an index: anybody may ask, and the history is long.</summary>
    public async Task<IReadOnlyList<ReleaseStep>> Steps(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select seq_id, (data ->> 'datasetId')::uuid, case type when $1 then (data ->> 'version')::int end, case type when $3 then (data ->> 'version')::int end, array(select jsonb_array_elements_text(data -> 'versions')::int), data ->> 'at'
            from node.mt_events
            where stream_id in (select id from node.mt_doc_dataset) and type in ($1, $2, $3) and seq_id <= (select last_seq_id from node.mt_event_progression where name = 'HighWaterMark')
            order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = ReleaseSigned.StoredName });
        command.Parameters.Add(new NpgsqlParameter { Value = ReleasesErased.StoredName });
        command.Parameters.Add(new NpgsqlParameter { Value = ReleaseOpened.StoredName });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var steps = new List<ReleaseStep>();
        while (await reader.ReadAsync(cancel))
        {
            steps.Add(new ReleaseStep(
                reader.GetInt64(0), reader.GetGuid(1), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetInt32(2), await reader.IsDBNullAsync(3, cancel) ? null : reader.GetInt32(3),
                reader.GetFieldValue<int[]>(4), DateTimeOffset.Parse(reader.GetString(5), CultureInfo.InvariantCulture)));
        }

        return steps;
    }

    /// <summary>The descriptions of versions as they were first signed; a later signature by another key says the same.</summary>
    public async Task<IReadOnlyDictionary<(Guid DatasetId, int Version), string>> Descriptions(IReadOnlyList<(Guid DatasetId, int Version)> versions, CancellationToken cancel)
    {
        var found = new Dictionary<(Guid, int), string>();
        foreach (var (key, document) in await source.List("""
            select stream_id, (data ->> 'version')::int, data ->> 'document'
            from node.mt_events join (select distinct * from unnest($2, $3) as asked (id, version)) as asked on stream_id = asked.id and (data ->> 'version')::int = asked.version
            where type = $1 order by seq_id
            """,
            row => ((row.GetGuid(0), row.GetInt32(1)), row.GetString(2)), cancel,
            ReleaseSigned.StoredName, versions.Select(each => each.DatasetId).ToArray(), versions.Select(each => each.Version).ToArray()))
        {
            found.TryAdd(key, document);
        }

        return found;
    }
}
