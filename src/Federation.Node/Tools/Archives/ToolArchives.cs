using System.Security.Cryptography;
using Federation.Node.Hosting.Database;
using Federation.Storage.Blobs;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Tools.Archives;

/// <summary>
/// The archives kept here, ours and mirrored, by the digest of their content. Each is an encrypted blob; the row says which, and holds its
/// key sealed under the room's own. An archive that is the same twice is kept once.
/// </summary>
internal sealed class ToolArchives(NpgsqlDataSource source, IBlobStore blobs, KeyVault vault, ToolLimits limits, TimeProvider time)
{
    // Fixed: one key of this node wraps the keys of all archives.
    private static readonly SubjectId Room = new(new Guid("6f0a1f6e-51c5-7b0e-8d0e-746f6f6c7300"));

    public static readonly SchemaScript Script = new("Tools", """
        create table if not exists node.tool_archive (
          sha256 text primary key, blob text not null, content_key bytea not null, bytes bigint not null, kept_at timestamptz not null);
        """);

    /// <summary>Keeps a stream, and looks into it before anything names it.</summary>
    /// <param name="content">Read to its end.</param>
    /// <param name="expected">Digest and size that were signed; null for one that somebody uploads.</param>
    /// <param name="cancel">Stops it; nothing is left.</param>
    public async Task<(ToolArchive? Archive, ToolRefusal? Refusal)> Keep(Stream content, (string Sha256, long Bytes)? expected, CancellationToken cancel)
    {
        StoredBlob stored;
        try
        {
            stored = await blobs.Write(content, null, null, expected?.Bytes ?? limits.MaxArchiveBytes, cancel);
        }
        catch (BlobTooLargeException e)
        {
            return (null, new ToolRefusal.TooLarge(e.MaxLength));
        }
        catch (BlobStoreFullException)
        {
            return (null, new ToolRefusal.Full());
        }

        var isNamed = false;
        try
        {
            var sha256 = Convert.ToHexStringLower(stored.PlainSha256);
            if (expected is { } signed && (signed.Sha256 != sha256 || signed.Bytes != stored.Length))
            {
                return (null, new ToolRefusal.BrokenArchive("it does not have the digest and size that its publisher signed."));
            }

            await using var plain = await blobs.OpenRead(stored.Id, stored.ContentKey, cancel);
            var (listing, fault) = await ArchiveListing.Of(plain, limits, cancel);
            if (listing is null)
            {
                return (null, new ToolRefusal.BrokenArchive(fault!)); // one of the two is there
            }

            isNamed = await Name(sha256, stored, cancel);
            return (new ToolArchive(sha256, stored.Length, listing.Kind, listing.Entries, listing.UnpackedBytes), null);
        }
        finally
        {
            if (!isNamed)
            {
                await blobs.Delete(stored.Id, CancellationToken.None);
            }
        }
    }

    /// <summary>True when these bytes are here.</summary>
    public async Task<bool> Holds(string sha256, CancellationToken cancel) => await Find(sha256, cancel) is not null;

    /// <summary>The content, seekable; null when it is not here.</summary>
    public async Task<Stream?> Open(string sha256, CancellationToken cancel)
    {
        if (await Find(sha256, cancel) is not { } row)
        {
            return null;
        }

        var key = await vault.OpenBytes(Room, Context(sha256), row.Key, cancel);
        return key.IsErased ? null : await blobs.OpenRead(row.Blob, new BlobKey(key.Value), cancel);
    }

    /// <summary>The blobs of all archives, as they are written.</summary>
    public async Task<IReadOnlySet<string>> Blobs(CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select blob from node.tool_archive");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var all = new HashSet<string>();
        while (await reader.ReadAsync(cancel))
        {
            all.Add(reader.GetString(0));
        }

        return all;
    }

    /// <summary>Null when an archive is here and has its digest, else what is wrong, in one English sentence.</summary>
    public async Task<string?> Refute(string sha256, CancellationToken cancel)
    {
        try
        {
            await using var content = await Open(sha256, cancel);
            return content is null ? $"The archive {sha256} is missing."
                : Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != sha256 ? $"The archive {sha256} was changed: its bytes have another digest."
                : null;
        }
        catch (Exception e) when (e is BlobMissingException or BrokenBlobException)
        {
            return $"The archive {sha256} cannot be read: {e.Message}";
        }
    }

    /// <summary>Forgets an archive and removes its bytes.</summary>
    public async Task Forget(string sha256, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from node.tool_archive where sha256 = $1 returning blob");
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        if (await command.ExecuteScalarAsync(cancel) is string blob)
        {
            await blobs.Delete(BlobId.Parse(blob), CancellationToken.None);
        }
    }

    // False when the same bytes were here already.
    private async Task<bool> Name(string sha256, StoredBlob stored, CancellationToken cancel)
    {
        await vault.CreateKey(Room, null, cancel); // the first time; afterwards it is there
        var key = await vault.SealBytes(Room, Context(sha256), stored.ContentKey.Bytes, cancel);
        await using var command = source.CreateCommand(
            "insert into node.tool_archive (sha256, blob, content_key, bytes, kept_at) values ($1, $2, $3, $4, $5) on conflict do nothing");
        foreach (var value in new object[] { sha256, stored.Id.ToString(), key, stored.Length, time.GetUtcNow() })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private async Task<(BlobId Blob, byte[] Key)?> Find(string sha256, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select blob, content_key from node.tool_archive where sha256 = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (BlobId.Parse(reader.GetString(0)), reader.GetFieldValue<byte[]>(1)) : null;
    }

    private static string Context(string sha256) => "tool archive " + sha256;
}
