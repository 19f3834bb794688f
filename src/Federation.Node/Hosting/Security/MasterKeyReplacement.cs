using Federation.Node.Hosting.Database;
using System.Security.Cryptography;
using Federation.Node.Hosting.Configuration;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// Replaces the master key while replicas serve: a new key that every replica reads, the exchange, every value wrapped anew, the old key's end
/// (docs/decisions/0013). Stopped anywhere, the next run goes on from there.
/// </summary>
internal sealed class MasterKeyReplacement(
    NpgsqlDataSource source, IEnumerable<MasterWrapped> tables, MasterKeyHolders holders, MasterKey master, NodeOptions options)
{
    /// <summary>Values wrapped anew by one transaction: a request that wants one of these rows waits milliseconds.</summary>
    public const int MostAtOnce = 200;

    private const long OneAtATime = 0x4665_6444_4D4B_6579;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Does all of it.</summary>
    /// <param name="keepOld">Keep the old key's file, for backups that need it.</param>
    /// <exception cref="OperatorException">Somebody else is at it, or a replica does not see the new key.</exception>
    /// <exception cref="MasterKeyException">The disk refused.</exception>
    public async Task<ReplacedMasterKey> Run(bool keepOld, CancellationToken cancel)
    {
        RequireOwnFile();
        await using var turn = await source.OpenConnectionAsync(cancel);
        if (await Scalar(turn, "select pg_try_advisory_lock($1)", OneAtATime, cancel) is not true)
        {
            throw new OperatorException("Another process is replacing the master key.", "Wait for it; then see `federation doctor`.");
        }

        try
        {
            return await Replace(turn, keepOld, cancel);
        }
        finally
        {
            await Scalar(turn, "select pg_advisory_unlock($1)", OneAtATime, CancellationToken.None); // a pooled connection would keep it
        }
    }

    private async Task<ReplacedMasterKey> Replace(NpgsqlConnection turn, bool keepOld, CancellationToken cancel)
    {
        var rotation = MasterKeyRotation.Begin(options.MasterKeyFile);
        var (from, to) = (rotation.OldFingerprint, rotation.NewFingerprint);
        await WaitForReplicas(to, cancel);
        await Accept(turn, [rotation.OldMark.ToArray(), rotation.NewMark.ToArray()], cancel);
        rotation.Switch();
        await Accept(turn, [rotation.NewMark.ToArray()], cancel); // waits for whoever is writing under the old one
        var count = 0;
        foreach (var table in tables)
        {
            count += await Rewrap(table, rotation.NewMark, cancel);
        }

        await RequireAll(rotation.NewMark, cancel);
        return new ReplacedMasterKey(from, to, count, rotation.End(keepOld));
    }

    private void RequireOwnFile()
    {
        if (MasterKey.IsCredential(options.MasterKeyFile))
        {
            throw new OperatorException(
                $"The master key {options.MasterKeyFile} is a credential of systemd: a copy that a running node does not see change.",
                "Stop the node, run this with --master-key-file on the file that LoadCredential= names, and start the node again.");
        }
    }

    private async Task WaitForReplicas(string fingerprint, CancellationToken cancel)
    {
        var deadline = Environment.TickCount64 + (long)(MasterKeyHolders.Patience * 1.5).TotalMilliseconds; // who stopped without a word is forgotten by then
        while (await holders.Without(fingerprint, cancel) is { Count: > 0 } without)
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new OperatorException(
                    $"A replica on {string.Join(", ", without.Distinct())} does not see the new master key beside {options.MasterKeyFile}. Nothing was wrapped anew.",
                    "Does it read this very file? One that reads a copy (another folder, a systemd credential) must be stopped; then run this again.");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    private async Task<int> Rewrap(MasterWrapped table, ReadOnlyMemory<byte> mark, CancellationToken cancel)
    {
        for (var count = 0; ;)
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            var found = await Read(connection, $"""
                select new.ctid::text, {table.Context}, new.wrapped from {table.Table} as new
                where {table.Which} and substring(new.wrapped from 1 for 5) <> $1 limit {MostAtOnce} for no key update
                """, cancel, mark.ToArray());
            if (found.Count == 0)
            {
                return count;
            }

            var updated = await connection.Run($"""
                update {table.Table} as new set wrapped = again.wrapped from unnest($1::text[], $2::bytea[]) as again (place, wrapped)
                where new.ctid = again.place::tid
                """, cancel, found.Select(row => row.Place).ToArray(), found.Select(Again).ToArray());
            if (updated != found.Count)
            {
                throw new InvalidOperationException($"Rows of {table.Table} moved although they were locked."); // ctid changes only by an update
            }

            await transaction.CommitAsync(cancel);
            count += found.Count;
        }
    }

    private byte[] Again((string Place, string Context, byte[] Wrapped) row)
    {
        var plain = master.Unwrap(row.Context, row.Wrapped);
        try
        {
            return master.Wrap(row.Context, plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    // Before the old key is destroyed: everything opens, and with the new one.
    private async Task RequireAll(ReadOnlyMemory<byte> mark, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        foreach (var table in tables)
        {
            foreach (var (_, context, wrapped) in await Read(connection, $"select '', {table.Context}, new.wrapped from {table.Table} as new where {table.Which}", cancel))
            {
                if (!wrapped.AsSpan().StartsWith(mark.Span))
                {
                    throw new InvalidOperationException($"'{context}' in {table.Table} is still wrapped under another master key.");
                }

                CryptographicOperations.ZeroMemory(master.Unwrap(context, wrapped));
            }
        }
    }

    private static Task<int> Accept(NpgsqlConnection connection, byte[][] marks, CancellationToken cancel) =>
        connection.Run("update node.master_key set marks = $1 where id = 1", cancel, (object)marks);

    private static Task<IReadOnlyList<(string Place, string Context, byte[] Wrapped)>> Read(NpgsqlConnection connection, string sql, CancellationToken cancel, params object[] values) =>
        connection.List(sql, row => (row.GetString(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), cancel, values);

    private static async Task<object?> Scalar(NpgsqlConnection connection, string sql, object value, CancellationToken cancel)
    {
        await using var command = connection.Command(sql, value);
        return await command.ExecuteScalarAsync(cancel);
    }
}

/// <summary>What a replacement did.</summary>
/// <param name="Old">Fingerprint of the key before.</param>
/// <param name="Present">Fingerprint of the key now.</param>
/// <param name="Rewrapped">Values wrapped anew by this run.</param>
/// <param name="KeptIn">File of the old key; null when it was destroyed.</param>
internal sealed record ReplacedMasterKey(string Old, string Present, int Rewrapped, string? KeptIn);
