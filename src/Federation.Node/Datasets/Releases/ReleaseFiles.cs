using System.Security.Cryptography;
using Federation.Node.Datasets.Tables;
using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Datasets.Releases;

/// <summary>The files of releases, ours and mirrored, by host and digest. A file that was erased leaves its name, so that asking for it is answered 410.</summary>
internal sealed class ReleaseFiles(NpgsqlDataSource source)
{
    /// <summary>The host under which our own files stand, and the one under which proposed tables wait: no URL leads to those.</summary>
    public const string Ours = "", Proposed = "/proposed"; // no host holds a slash

    // The insert fills the table of a node that had files before there was one; it changes nothing anywhere else.
    public static readonly SchemaScript Script = new("Datasets", """
        create table if not exists node.release_file (
          host text not null, sha256 text not null, media_type text not null, bytes bytea, kept_at timestamptz not null, erased_at timestamptz,
          primary key (host, sha256));
        create table if not exists node.release_file_use (
          host text not null, sha256 text not null, dataset_id uuid not null, primary key (host, sha256, dataset_id));
        insert into node.release_file_use (host, sha256, dataset_id)
          select '', file.sha256, dataset.id from node.mt_doc_dataset as dataset cross join jsonb_array_elements(dataset.data -> 'releases') as release
            cross join lateral (values (release ->> 'tableSha256'), (release ->> 'csvSha256')) as file (sha256)
          where not exists (select from node.release_file_use) and not (release ->> 'isErased')::boolean
          union select '/proposed', dataset.data -> 'candidate' ->> 'tableSha256', dataset.id from node.mt_doc_dataset as dataset
          where not exists (select from node.release_file_use) and jsonb_typeof(dataset.data -> 'candidate') = 'object'
          union select mirror.data ->> 'host', file.sha256, mirror.id from node.mt_doc_mirror as mirror cross join jsonb_array_elements(mirror.data -> 'versions') as version
            cross join lateral (values (version ->> 'tableSha256'), (version ->> 'csvSha256')) as file (sha256)
          where not exists (select from node.release_file_use);
        create table if not exists node.release_reader (
          peer_host text not null, sha256 text not null, first_at timestamptz not null, primary key (peer_host, sha256));
        create or replace function node.no_other_reader(digests text[], told text[]) returns boolean language plpgsql as $$
        begin
          if exists (select 1 from node.release_reader where sha256 = any(digests) and not peer_host = any(told)) then
            raise exception 'a peer fetched the file meanwhile' using errcode = 'serialization_failure';
          end if;
          return true;
        end $$;
        """);

    /// <summary>Keeps a file when the session is saved; one that was erased comes back.</summary>
    /// <param name="datasetId">Whose it is, or the mirror's: two datasets may come to the same bytes.</param>
    public static string Keep(IDocumentSession session, string host, Guid datasetId, string mediaType, byte[] bytes, DateTimeOffset now)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
        session.QueueSqlCommand("""
            insert into node.release_file (host, sha256, media_type, bytes, kept_at) values (?, ?, ?, ?, ?)
            on conflict (host, sha256) do update set bytes = excluded.bytes, erased_at = null
            """, host, sha256, mediaType, bytes, now);
        session.QueueSqlCommand("insert into node.release_file_use (host, sha256, dataset_id) values (?, ?, ?) on conflict do nothing", host, sha256, datasetId);
        return sha256;
    }

    /// <summary>Destroys files of a dataset when the session is saved; what another dataset has too goes with the last of them.</summary>
    public static void Erase(IDocumentSession session, string host, Guid datasetId, IEnumerable<string> digests, DateTimeOffset now)
    {
        foreach (var sha256 in digests.Distinct().Order(StringComparer.Ordinal)) // in one order, so that nobody waits crosswise
        {
            // Locked first: of two datasets that let go of it at once, the second then sees that it is the last.
            session.QueueSqlCommand("update node.release_file set kept_at = kept_at where host = ? and sha256 = ?", host, sha256);
            session.QueueSqlCommand("delete from node.release_file_use where host = ? and sha256 = ? and dataset_id = ?", host, sha256, datasetId);
            session.QueueSqlCommand("""
                update node.release_file as file set bytes = null, erased_at = ?
                where host = ? and sha256 = ? and not exists (select from node.release_file_use as used where used.host = file.host and used.sha256 = file.sha256)
                """, now, host, sha256);
        }
    }

    /// <summary>
    /// Lets the session be saved only when nobody but these peers holds the files, which it erases before: whoever fetched one while the
    /// holders were looked up must be told too. Else saving fails as a lost race (<see cref="StreamConflict"/>), and is decided anew.
    /// </summary>
    public static void AllTold(IDocumentSession session, IEnumerable<string> digests, IEnumerable<string> told) => session.QueueSqlCommand(
        "update node.release_file set erased_at = erased_at where host = ? and sha256 = any(?) and node.no_other_reader(?, ?)",
        Ours, digests.ToArray(), digests.ToArray(), told.ToArray());

    /// <summary>A file as it is kept; bytes are null when it was erased; null when it never was here.</summary>
    public async Task<(byte[]? Bytes, string MediaType)?> Find(string host, string sha256, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select bytes, media_type from node.release_file where host = $1 and sha256 = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = host });
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? (await reader.IsDBNullAsync(0, cancel) ? null : reader.GetFieldValue<byte[]>(0), reader.GetString(1))
            : null;
    }

    /// <summary>
    /// Hands a file of ours to a peer: first it is written down as a holder, who is told of withdrawals; then the file is read, after
    /// a correction that is just being saved. Null when it is erased.
    /// </summary>
    public async Task<byte[]?> Hand(string peerHost, string sha256, DateTimeOffset now, CancellationToken cancel)
    {
        await NoteReader(peerHost, sha256, now, cancel);
        await using var command = source.CreateCommand("select bytes from node.release_file where host = $1 and sha256 = $2 for share");
        command.Parameters.Add(new NpgsqlParameter { Value = Ours });
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        return await command.ExecuteScalarAsync(cancel) as byte[];
    }

    /// <summary>Remembers that a peer fetched a file of ours.</summary>
    private async Task NoteReader(string peerHost, string sha256, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "insert into node.release_reader (peer_host, sha256, first_at) values ($1, $2, $3) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter { Value = peerHost });
        command.Parameters.Add(new NpgsqlParameter { Value = sha256 });
        command.Parameters.Add(new NpgsqlParameter { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Hosts that may hold a release: those that followed when it was announced, and those that fetched a file of it.</summary>
    public async Task<IReadOnlyList<string>> HoldersOf(Release release, CancellationToken cancel) =>
        [.. release.Recipients.Union(await ReadersOf([release.TableSha256, release.CsvSha256], cancel), StringComparer.Ordinal)];

    /// <summary>The peers that fetched any of these files.</summary>
    public async Task<IReadOnlyList<string>> ReadersOf(IReadOnlyList<string> digests, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select distinct peer_host from node.release_reader where sha256 = any($1) order by 1");
        command.Parameters.Add(new NpgsqlParameter { Value = digests.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var hosts = new List<string>();
        while (await reader.ReadAsync(cancel))
        {
            hosts.Add(reader.GetString(0));
        }

        return hosts;
    }

    /// <summary>A table that is kept here, whole; null when it is not, or not whole.</summary>
    public async Task<TableFile?> Table(string host, string sha256, CancellationToken cancel) =>
        await Find(host, sha256, cancel) is { Bytes: { } bytes } && Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? TableFile.Of(bytes) : null;

    /// <summary>Null when a file is here and is what its digest says, else what is wrong with it.</summary>
    public async Task<string?> Refute(string host, string sha256, CancellationToken cancel) => await Find(host, sha256, cancel) switch
    {
        null => $"The file {sha256} is missing.",
        { Bytes: null } => $"The file {sha256} was erased although its release stands.",
        { Bytes: { } bytes } when Convert.ToHexStringLower(SHA256.HashData(bytes)) != sha256 => $"The file {sha256} was changed: its bytes have another digest.",
        _ => null,
    };
}
