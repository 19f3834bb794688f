using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Proofs;
using Federation.Protocol.Signatures;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Delivery;

/// <summary>The node's key: read once per process, made by whichever replica comes first, wrapped under the master key at rest.</summary>
internal sealed class NodeIdentity(NodeOptions options, NpgsqlDataSource source, MasterKey master, TimeProvider time) : INodeIdentity, IDisposable
{
    private const string Context = "node identity ed25519-1";
    private const long CreationLock = 0x4665_644E_6F64_654B;

    private Lazy<Ed25519PrivateKey> Key => field ??= new Lazy<Ed25519PrivateKey>(LoadOrCreate);

    public Uri Actor { get; } = new(options.Origin, "/actor");

    public string KeyId => Actor.AbsoluteUri + ActorDocument.KeyFragment;

    public Ed25519PublicKey PublicKey => Key.Value.PublicKey;

    public Uri ActorOf(string cataloguePath) => new(options.Origin, "/catalogues/" + cataloguePath);

    public JsonObject SignObject(JsonObject document)
    {
        var author = ActivityShape.Actor(document) ?? ActivityShape.Text(document, "attributedTo");
        var signer = author?.StartsWith(ActorOf("").AbsoluteUri, StringComparison.Ordinal) == true ? author : Actor.AbsoluteUri;
        return ObjectProof.Sign(document, signer + ActorDocument.KeyFragment, Key.Value, time.GetUtcNow());
    }

    /// <summary>Signs a request to a peer as the node (RFC 9421).</summary>
    public (string Input, string Signature) SignRequest(SignedRequest request, IReadOnlyList<string> components) =>
        MessageSignature.Sign(request, components, KeyId, Key.Value, time.GetUtcNow());

    public void Dispose()
    {
        if (Key.IsValueCreated)
        {
            Key.Value.Dispose();
        }
    }

    // Once per process and before anything can be signed, so it may block; every caller would have to wait for it anyway.
    private Ed25519PrivateKey LoadOrCreate()
    {
        using var connection = source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        Command("select pg_advisory_xact_lock($1)", CreationLock).ExecuteNonQuery();
        var wrapped = (byte[]?)Command("select wrapped from node.node_key").ExecuteScalar();
        if (wrapped is null)
        {
            using var created = Ed25519PrivateKey.Create();
            var fresh = created.ExportSeed();
            wrapped = master.Wrap(Context, fresh);
            CryptographicOperations.ZeroMemory(fresh);
            Command("insert into node.node_key (wrapped, created_at) values ($1, $2)", wrapped, time.GetUtcNow()).ExecuteNonQuery();
        }

        transaction.Commit();
        var seed = master.Unwrap(Context, wrapped);
        try
        {
            return Ed25519PrivateKey.OfSeed(seed);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }

        NpgsqlCommand Command(string sql, params object[] values)
        {
            var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            }

            return command;
        }
    }
}
