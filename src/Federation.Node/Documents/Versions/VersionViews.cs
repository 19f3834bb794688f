using Npgsql;

namespace Federation.Node.Documents.Versions;

/// <summary>Reads versions.</summary>
internal sealed class VersionViews(NpgsqlDataSource source, DocumentBytes bytes, Authors authors)
{
    /// <summary>Whether a version is kept still.</summary>
    public async Task<bool> Names(Guid documentId, int number, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select from node.document_version where document_id = $1 and number = $2");
        command.Parameters.Add(new() { Value = documentId });
        command.Parameters.Add(new() { Value = number });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel);
    }

    /// <summary>The versions of a document for its page, newest first. What somebody calls their devices is nobody else's business.</summary>
    /// <param name="viewer">Who looks.</param>
    public async Task<IReadOnlyList<VersionCard>> Of(Entry document, Guid viewer, CancellationToken cancel)
    {
        var names = await authors.Of(document.Versions.Select(version => version.By), viewer, cancel);
        var versions = document.Numbered();
        var cards = new List<VersionCard>(versions.Count);
        foreach (var version in versions.Reverse())
        {
            var device = version.By == viewer ? await bytes.DeviceOf(version.Bytes, cancel) : null;
            cards.Add(new VersionCard(version.Number, version.At, version.Bytes.Length, device, names[version.By], version.IsKept, version == versions[^1]));
        }

        return cards;
    }

    /// <summary>Documents of the tree, but for closed spaces, with more than one version, these versions, oldest first, and for how long the rule of the space keeps them all.</summary>
    public async Task<IReadOnlyList<(Guid DocumentId, IReadOnlyList<DatedVersion> Versions, TimeSpan Keep)>> Several(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select document_id, number, at, is_kept, coalesce(rule.keep_versions_days, 0)
            from node.document_version join node.entry on entry.id = document_id left join node.retention_now as rule on rule.space_id = entry.space_id
            where not exists (select from node.space where space.id = entry.space_id and destroy_at is not null) and document_id in (select document_id from node.document_version where number > 1 group by document_id)
            order by document_id, number
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(Guid, IReadOnlyList<DatedVersion>, TimeSpan)>();
        var (current, versions) = (Guid.Empty, new List<DatedVersion>());
        while (await reader.ReadAsync(cancel))
        {
            if (reader.GetGuid(0) != current)
            {
                (current, versions) = (reader.GetGuid(0), []);
                found.Add((current, versions, TimeSpan.FromDays(reader.GetInt32(4))));
            }

            versions.Add(new DatedVersion(reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2), reader.GetBoolean(3)));
        }

        return found;
    }
}

/// <summary>A version as somebody sees it.</summary>
/// <param name="Number">1 is the first; a number is never given twice.</param>
/// <param name="At">When it came.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Device">What they call the device that sent it; empty: a browser; null: not known, or somebody else's.</param>
/// <param name="Author">Who else put it; null: who looks.</param>
/// <param name="IsKept">Marked to be kept.</param>
/// <param name="IsCurrent">The newest.</param>
internal sealed record VersionCard(int Number, DateTimeOffset At, long Length, string? Device, string? Author, bool IsKept, bool IsCurrent);
