using System.Security.Cryptography;
using Federation.Storage.Blobs;
using Npgsql;

namespace Federation.Node.Documents;

/// <summary>Looks whether the bytes of every version are there, whether there are bytes that nothing names, and whether spaces are as full as is said.</summary>
internal sealed class DocumentCheck(NpgsqlDataSource source, VersionBlobs blobs)
{
    /// <summary>Looks at everything.</summary>
    /// <param name="others">Bytes that other rooms name.</param>
    /// <param name="share">Of how many blobs, drawn at random, the bytes are read too and compared with their names: 0 none, 1 all, which takes as long as reading the disk.</param>
    public async Task<CheckedDocuments> Look(IReadOnlySet<string> others, double share, CancellationToken cancel)
    {
        // The disk first: what is put meanwhile is then neither missing nor unnamed.
        var stored = new HashSet<string>();
        await foreach (var blob in blobs.List(cancel))
        {
            stored.Add(blob.ToString());
        }

        var named = await Names("select blob from node.document_version union select unnest(others) from node.document_version", cancel);
        var inUploads = await Names("select blob from node.upload_part", cancel); // before the doomed, which they may become meanwhile
        var doomed = await Names("select blob from node.doomed_blob", cancel);
        var faults = new List<string>();
        var drawn = Drawn(named, share);
        foreach (var blob in named.Order(StringComparer.Ordinal))
        {
            var condition = drawn.Contains(blob) || !stored.Contains(blob) ? await blobs.Verify(BlobId.Parse(blob), cancel) : BlobCondition.Intact;
            if (condition != BlobCondition.Intact && await IsNamed(blob, cancel))
            {
                faults.Add(condition == BlobCondition.Missing ? $"The bytes {blob} of a document are missing." : $"The bytes {blob} of a document were changed.");
            }
        }

        foreach (var space in await Names("""
            select coalesce(use.space_id, version.space_id)::text
            from (select space_id, sum(bytes) as bytes from node.space_use group by space_id) as use
                full join (select space_id, sum(length) as bytes from node.document_version group by space_id) as version on version.space_id = use.space_id
            where coalesce(use.bytes, 0) <> coalesce(version.bytes, 0)
            """, cancel))
        {
            faults.Add($"The space {space} is not as full as it is said to be; federation rebuild counts anew.");
        }

        return new CheckedDocuments(named.Count, share == 0 ? null : drawn.Count, faults, doomed.Count, [.. stored.Except(named).Except(doomed).Except(inUploads).Except(others).Order(StringComparer.Ordinal)]);
    }

    // Any share is at least one, so that no look that was to read reads nothing.
    private static HashSet<string> Drawn(HashSet<string> named, double share)
    {
        if (share is 0 or 1)
        {
            return share == 0 ? [] : named;
        }

        var all = named.ToArray();
        RandomNumberGenerator.Shuffle(all.AsSpan());
        return [.. all.Take(Math.Max(1, (int)Math.Round(share * all.Length)))];
    }

    // Looked up again: it may have been erased while the others were read.
    private async Task<bool> IsNamed(string blob, CancellationToken cancel) =>
        (await Names("select blob from node.document_version where blob = $1 or others @> array[$1] limit 1", cancel, blob)).Count > 0;

    private async Task<HashSet<string>> Names(string sql, CancellationToken cancel, params string[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new HashSet<string>();
        while (await reader.ReadAsync(cancel))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }
}

/// <summary>What a look at the bytes of documents found.</summary>
/// <param name="Named">How many blobs versions name.</param>
/// <param name="Read">Of how many the bytes were read too; null: they were not to be.</param>
/// <param name="Faults">What is missing or changed, a sentence each.</param>
/// <param name="Doomed">How many blobs wait to be removed.</param>
/// <param name="Unnamed">Blobs that nothing names: of an upload that is under way, or that a crash cut off.</param>
internal sealed record CheckedDocuments(int Named, int? Read, IReadOnlyList<string> Faults, int Doomed, IReadOnlyList<string> Unnamed);
