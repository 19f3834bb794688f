using Federation.Node.Documents.Search;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.Scanning;

/// <summary>
/// Bytes that were kept before they could be scanned, and those in which something was found since. By the name of the bytes, which copies and restored
/// versions share; a row ends with the last version that has them.
/// </summary>
internal sealed class ScanTable(NpgsqlDataSource source, TimeProvider time)
{
    public static SchemaScript Script { get; } = new("Documents, scanning", """
        create table if not exists node.scan_due (blob text primary key, asked_at timestamptz not null, not_before timestamptz not null default '-infinity');
        create index if not exists scan_due_when on node.scan_due (not_before);
        create table if not exists node.withheld_blob (blob text primary key, found text not null, found_at timestamptz not null);
        """);

    /// <summary>Asks for a scan later; committed before the event that names the bytes.</summary>
    public Task Ask(string blob, CancellationToken cancel) => source.Run("insert into node.scan_due (blob, asked_at) values ($1, $2) on conflict do nothing", cancel, blob, time.GetUtcNow());

    /// <summary>What was found in some bytes; null: nothing.</summary>
    public async Task<string?> Found(string blob, CancellationToken cancel) =>
        (await source.List("select found from node.withheld_blob where blob = $1", row => row.GetString(0), cancel, blob)) is [var found] ? found : null;

    /// <summary>Takes the next bytes that wait, and a document that has them.</summary>
    public async Task<DueScan?> Claim(CancellationToken cancel)
    {
        var claimed = await source.List("""
            update node.scan_due as due set not_before = $2 from node.document_version as version
            where version.blob = due.blob and due.blob = (
                select blob from node.scan_due where not_before <= $1 and blob in (select blob from node.document_version) order by not_before limit 1 for update skip locked)
            returning due.blob, version.document_id, version.number
            """, row => new DueScan(row.GetString(0), row.GetGuid(1), row.GetInt32(2)), cancel, time.GetUtcNow(), time.GetUtcNow() + ScanLimits.Lease);
        return claimed is [var due, ..] ? due : null;
    }

    /// <summary>Done; from now on the bytes are withheld when something was found.</summary>
    public async Task Finish(string blob, string? found, CancellationToken cancel)
    {
        if (found is not null)
        {
            // What was read of it is found no more; asked for again, so that what is being read just now does not stay either.
            await source.Run($"""
                with held as (insert into node.withheld_blob (blob, found, found_at) values ($1, $2, $3) on conflict do nothing),
                named as (select distinct document_id from node.document_version where blob = $1),
                unread as (delete from node.search_text where document_id in (select document_id from named) and tag = left($1, length(tag)))
                insert into node.search_due (document_id) select document_id from named
                {SearchQueue.Anew}
                """, cancel, blob, found, time.GetUtcNow());
        }

        await source.Run("delete from node.scan_due where blob = $1", cancel, blob);
    }

    /// <summary>Lets bytes be taken again at once: the scanner was away.</summary>
    public Task GiveBack(string blob, CancellationToken cancel) => source.Run("update node.scan_due set not_before = '-infinity' where blob = $1", cancel, blob);

    /// <summary>Bytes that wait for the scanner.</summary>
    public async Task<long> Waiting(CancellationToken cancel) =>
        (await source.List("select count(*) from node.scan_due", row => row.GetInt64(0), cancel)) is [var count] ? count : 0;

    /// <summary>Forgets what concerns bytes that no version has any more. Bytes that are being put are younger than an hour.</summary>
    public async Task RemoveStrays(CancellationToken cancel)
    {
        await source.Run(
            "delete from node.scan_due as due where asked_at < $1 and not exists (select from node.document_version where blob = due.blob)", cancel, time.GetUtcNow() - TimeSpan.FromHours(1));
        await source.Run("delete from node.withheld_blob as held where not exists (select from node.document_version where blob = held.blob)", cancel);
    }
}

/// <summary>Bytes to scan.</summary>
/// <param name="Blob">Their name.</param>
/// <param name="DocumentId">A document that has them.</param>
/// <param name="Number">As this version.</param>
internal sealed record DueScan(string Blob, Guid DocumentId, int Number);
