using System.Net;
using System.Security.Cryptography;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>Failed attempts, counted in the database so that replicas share the limit. By name (found or not) and by address.</summary>
internal sealed class Attempts(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Failures for one name within <see cref="Window"/> before it has to wait.</summary>
    public const int PerName = 10;

    /// <summary>The same for one address; a union hall is one address.</summary>
    public const int PerAddress = 100;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    public async Task<bool> MustWait(byte[] nameKey, IPAddress? address, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select count(*) filter (where subject = $1) >= $4 or count(*) filter (where subject = $2) >= $5
            from node.sign_in_failure where subject in ($1, $2) and at > $3
            """);
        command.Parameters.Add(new() { Value = nameKey });
        command.Parameters.Add(new() { Value = AddressKey(address) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() - Window });
        command.Parameters.Add(new() { Value = PerName });
        command.Parameters.Add(new() { Value = PerAddress });
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // an aggregate always has one row
    }

    public async Task Failed(byte[] nameKey, IPAddress? address, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = source.CreateCommand("""
            with old as (delete from node.sign_in_failure where at < $4)
            insert into node.sign_in_failure (subject, at) values ($1, $3), ($2, $3)
            """);
        command.Parameters.Add(new() { Value = nameKey });
        command.Parameters.Add(new() { Value = AddressKey(address) });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - Window });
        await command.ExecuteNonQueryAsync(cancel);
    }

    // An IPv6 subscriber has a /64 to choose from.
    private static byte[] AddressKey(IPAddress? address)
    {
        var bytes = address is null ? [] : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return SHA256.HashData(bytes.Length == 16 ? bytes[..8] : bytes);
    }
}
