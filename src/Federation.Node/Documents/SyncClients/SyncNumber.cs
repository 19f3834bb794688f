using System.Buffers.Binary;
using System.Security.Cryptography;
using Federation.Node.Documents.Spaces;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// The number by which sync programs know a thing again, also when it was moved: a positive number of 63 bits, which is what they keep. Two things of one
/// member get the same in one of 2^63 pairs.
/// </summary>
internal static class SyncNumber
{
    /// <summary>The same in the database, which finds things by it: .NET writes the first three groups of a UUID from behind.</summary>
    public static SchemaScript Script { get; } = new("Documents, sync programs", """
        create or replace function node.sync_number(id uuid) returns bigint language sql immutable parallel safe as $$
            select ('x' || encode(substr(sha256(
                substr(b, 4, 1) || substr(b, 3, 1) || substr(b, 2, 1) || substr(b, 1, 1) || substr(b, 6, 1) || substr(b, 5, 1) || substr(b, 8, 1) || substr(b, 7, 1) || substr(b, 9)
                ), 1, 8), 'hex'))::bit(64)::bigint & 9223372036854775807
            from (select uuid_send(id) as b) as bytes
        $$;
        create index if not exists entry_sync_number on node.entry (node.sync_number(id)) where not is_folder;
        """);

    public static long Of(Guid id) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(id.ToByteArray())) & long.MaxValue;

    /// <summary>The document of a number that a member sees; null when there is none.</summary>
    public static async Task<EntryCard?> Find(Guid memberId, long number, NpgsqlDataSource source, Reaches reaches, CancellationToken cancel)
    {
        foreach (var id in await source.List("select id from node.entry where node.sync_number(id) = $1 and not is_folder", row => row.GetGuid(0), cancel, number))
        {
            if (await reaches.Find(memberId, id, cancel) is { } sight)
            {
                return sight.Entry;
            }
        }

        return null;
    }
}
