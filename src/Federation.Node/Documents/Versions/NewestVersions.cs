using Federation.Node.Hosting.Security;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Versions;

/// <summary>Reads, in one go, the newest version of a document with all that opens it: what nearly every download is.</summary>
internal sealed class NewestVersions(NpgsqlDataSource source)
{
    private const string Newest = "node.document_version where document_id = $1 order by number desc limit 1";

    private static readonly string Version = $"""
        select version.number, version.blob, version.length, version.key_id, version.key, version.shown_at, version.others,
            (select bytes from node.small_blob where id = decode(version.blob, 'hex') and version.length <= {DocumentLimits.RowBytes})
        from (select * from {Newest}) as version
        """;

    private static readonly string Keys = WrappedKeyTable.LineOf($"id = (select key_id from {Newest})");

    /// <summary>Null when there is none, or when that does not tell: the document's own events do.</summary>
    public async Task<NewestVersion?> Of(Guid documentId, CancellationToken cancel)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new(Version) { Parameters = { new() { Value = documentId } } });
        batch.BatchCommands.Add(new(Keys) { Parameters = { new() { Value = documentId } } });
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel) || reader.IsDBNull(4))
        {
            return null;
        }

        var bytes = new VersionBytes(
            BlobId.Parse(reader.GetString(1)), reader.GetInt64(2), new Sealed<ContentKey>(new SubjectId(reader.GetGuid(3)), reader.GetFieldValue<byte[]>(4)),
            Others: reader.IsDBNull(6) ? null : [.. reader.GetFieldValue<string[]>(6).Select(BlobId.Parse)]);
        var (number, shownAt, small) = (reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(5), reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7));
        await reader.NextResultAsync(cancel);
        var keys = await WrappedKeyTable.Read(reader, cancel);
        return keys.Any(key => key.Id == bytes.Key.Subject) ? new(number, bytes, shownAt, keys, small) : null; // else it moved between the two questions
    }
}

/// <summary>The newest version of a document, as it was a moment ago.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Bytes">Where its bytes are.</param>
/// <param name="ShownAt">When the file was last changed, as far as its sender said; else when it came.</param>
/// <param name="Keys">The wrapped keys from whose sealed it up to the root, in no order.</param>
/// <param name="Small">The blob itself, when it is kept in a row.</param>
internal sealed record NewestVersion(int Number, VersionBytes Bytes, DateTimeOffset ShownAt, IReadOnlyList<WrappedKey> Keys, byte[]? Small);
