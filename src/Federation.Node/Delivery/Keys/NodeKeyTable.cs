using System.Security.Cryptography;
using Federation.Node.Hosting.Database;
using Federation.Node.Hosting.Security;
using Federation.Protocol.Keys;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Keys;

/// <summary>The node's keys at rest: private halves wrapped under the master key, made by whichever replica comes first, forgotten when retired.</summary>
internal sealed class NodeKeyTable(NpgsqlDataSource source, MasterKey master, TimeProvider time)
{
    public static readonly SchemaScript Script = new("Delivery", """
        create table if not exists node.identity_key (
            kind text not null check (kind in ('Ed25519', 'Rsa')),
            number int not null check (number > 0),
            public_key text not null,
            wrapped bytea,
            created_at timestamptz not null,
            retired_at timestamptz,
            revoked_at timestamptz,
            primary key (kind, number));
        create unique index if not exists identity_key_current on node.identity_key (kind) where retired_at is null and revoked_at is null;
        """);

    /// <summary>What the master key wraps of it; the context is that of <see cref="Context"/>.</summary>
    public static readonly MasterWrapped Wrapped = new("node.identity_key", "'node identity ' || lower(new.kind) || '-' || new.number");

    private const long CreationLock = 0x4665_644E_6F64_654B;

    // Before anything can be signed, and a millisecond every few seconds then, so it may block: every caller would have to wait for it anyway.
    public NodeKeyRing Read()
    {
        using var connection = source.OpenConnection();
        var rows = Rows(connection);
        if (!HasBoth(rows))
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, "select pg_advisory_xact_lock($1)", CreationLock);
            Adopt(connection);
            rows = Rows(connection);
            foreach (var kind in Enum.GetValues<NodeKeyKind>().Where(kind => !rows.Any(row => row.Key.Kind == kind)))
            {
                Insert(connection, kind, 1, Make(kind), time.GetUtcNow());
            }

            rows = Rows(connection);
            transaction.Commit();
        }

        return new NodeKeyRing(
            [.. rows.Select(row => row.Key)],
            Open(rows, NodeKeyKind.Ed25519, bytes => Ed25519PrivateKey.OfSeed(bytes)),
            Open(rows, NodeKeyKind.Rsa, bytes => RsaPrivateKey.OfPkcs8(bytes)),
            time.GetUtcNow());
    }

    /// <summary>Queues a successor of the current key of a kind.</summary>
    public NodeKey Succeed(IDocumentSession session, NodeKey current, DateTimeOffset at)
    {
        var next = current.Number + 1;
        using var made = Make(current.Kind);
        session.QueueSqlCommand(
            "update node.identity_key set retired_at = ?, wrapped = null where kind = ? and number = ?", at, $"{current.Kind}", current.Number);
        session.QueueSqlCommand(
            "insert into node.identity_key (kind, number, public_key, wrapped, created_at) values (?, ?, ?, ?, ?)",
            $"{current.Kind}", next, made.PublicKey.Multibase, Wrap(current.Kind, next, made), at);
        return new NodeKey(current.Kind, next, made.PublicKey.Multibase, at, null, null);
    }

    /// <summary>Queues a revocation.</summary>
    public static void Revoke(IDocumentSession session, NodeKey key, DateTimeOffset at) => session.QueueSqlCommand(
        "update node.identity_key set revoked_at = ?, wrapped = null where kind = ? and number = ?", at, $"{key.Kind}", key.Number);

    private static SigningKey Make(NodeKeyKind kind) => kind == NodeKeyKind.Rsa ? RsaPrivateKey.Create() : Ed25519PrivateKey.Create();

    private static string Context(NodeKeyKind kind, int number) => $"node identity {(kind == NodeKeyKind.Rsa ? "rsa" : "ed25519")}-{number}";

    private static bool HasBoth(List<(NodeKey Key, byte[]? Wrapped)> rows) => Enum.GetValues<NodeKeyKind>().All(kind => rows.Any(row => row.Key.Kind == kind && row.Key.IsCurrent));

    private byte[] Wrap(NodeKeyKind kind, int number, SigningKey key)
    {
        var secret = key is Ed25519PrivateKey ed25519 ? ed25519.ExportSeed() : key.ExportPkcs8();
        try
        {
            return master.Wrap(Context(kind, number), secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private T Open<T>(List<(NodeKey Key, byte[]? Wrapped)> rows, NodeKeyKind kind, Func<byte[], T> read)
    {
        var (key, wrapped) = rows.Single(row => row.Key.Kind == kind && row.Key.IsCurrent);
        var secret = master.Unwrap(Context(kind, key.Number), wrapped!); // only retired and revoked keys are forgotten
        try
        {
            return read(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    // Nodes of the first version had one Ed25519 key, in a table of its own, wrapped in the same way.
    private void Adopt(NpgsqlConnection connection)
    {
        using var there = connection.Command("select to_regclass('node.node_key')::text");
        if (there.ExecuteScalar() is not string)
        {
            return;
        }

        byte[]? wrapped;
        using (var read = connection.Command("select wrapped from node.node_key"))
        {
            wrapped = (byte[]?)read.ExecuteScalar();
        }

        if (wrapped is not null)
        {
            using var key = Ed25519PrivateKey.OfSeed(master.Unwrap(Context(NodeKeyKind.Ed25519, 1), wrapped));
            Execute(connection, """
                insert into node.identity_key (kind, number, public_key, wrapped, created_at)
                select 'Ed25519', 1, $1, wrapped, created_at from node.node_key on conflict do nothing
                """, key.PublicKey.Multibase);
        }

        Execute(connection, "drop table node.node_key");
    }

    private void Insert(NpgsqlConnection connection, NodeKeyKind kind, int number, SigningKey key, DateTimeOffset at)
    {
        using (key)
        {
            Execute(connection, "insert into node.identity_key (kind, number, public_key, wrapped, created_at) values ($1, $2, $3, $4, $5)",
                $"{kind}", number, key.PublicKey.Multibase, Wrap(kind, number, key), at);
        }
    }

    private static List<(NodeKey Key, byte[]? Wrapped)> Rows(NpgsqlConnection connection)
    {
        using var command = connection.Command(
            "select kind, number, public_key, created_at, retired_at, revoked_at, wrapped from node.identity_key order by kind, number");
        using var reader = command.ExecuteReader();
        var rows = new List<(NodeKey, byte[]?)>();
        while (reader.Read())
        {
            rows.Add((
                new NodeKey(Enum.Parse<NodeKeyKind>(reader.GetString(0)), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), When(4), When(5)),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6)));
        }

        return rows;

        DateTimeOffset? When(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }

    private static void Execute(NpgsqlConnection connection, string sql, params object[] values)
    {
        using var command = connection.Command(sql, values);
        command.ExecuteNonQuery();
    }
}
