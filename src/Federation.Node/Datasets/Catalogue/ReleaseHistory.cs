using System.Globalization;
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
            select seq_id, (data ->> 'datasetId')::uuid, (data ->> 'version')::int, array(select jsonb_array_elements_text(data -> 'versions')::int), data ->> 'at'
            from node.mt_events
            where stream_id in (select id from node.mt_doc_dataset) and type in ($1, $2) and seq_id <= (select last_seq_id from node.mt_event_progression where name = 'HighWaterMark')
            order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = ReleaseSigned.StoredName });
        command.Parameters.Add(new NpgsqlParameter { Value = ReleasesErased.StoredName });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var steps = new List<ReleaseStep>();
        while (await reader.ReadAsync(cancel))
        {
            steps.Add(new ReleaseStep(
                reader.GetInt64(0), reader.GetGuid(1), await reader.IsDBNullAsync(2, cancel) ? null : reader.GetInt32(2), reader.GetFieldValue<int[]>(3),
                DateTimeOffset.Parse(reader.GetString(4), CultureInfo.InvariantCulture)));
        }

        return steps;
    }

    /// <summary>The description of a version as it was first signed; a later signature by another key says the same.</summary>
    public async Task<string> Description(Guid datasetId, int version, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select data ->> 'document' from node.mt_events where stream_id = $1 and type = $2 and (data ->> 'version')::int = $3");
        command.Parameters.Add(new NpgsqlParameter { Value = datasetId });
        command.Parameters.Add(new NpgsqlParameter { Value = ReleaseSigned.StoredName });
        command.Parameters.Add(new NpgsqlParameter { Value = version });
        return (string)(await command.ExecuteScalarAsync(cancel))!; // the history named it
    }
}
