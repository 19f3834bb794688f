using System.Net;
using System.Security.Cryptography;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>
/// Failed attempts, counted in the database so that replicas share the limit. By name (found or not) and by address, and apart for
/// people and programs: a device that keeps trying an old app password must not lock its owner out of the pages.
/// </summary>
internal sealed class Attempts(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Failures for one name within <see cref="Window"/> before it has to wait.</summary>
    public const int PerName = 10;

    /// <summary>The same for one address; a union hall is one address.</summary>
    public const int PerAddress = 100;

    /// <summary>How long a failure counts: long enough to make guessing hopeless, short enough for a coffee.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Takes one attempt before anything is compared, so that a burst gets no more than a row of single ones. Give it back with
    /// <see cref="GiveBack"/> when it succeeds.
    /// </summary>
    /// <returns>The attempt; null when there is none left and one has to wait. Who waits does not lengthen it by trying.</returns>
    public async Task<Guid?> Take(AttemptDoor door, byte[] nameKey, IPAddress? address, CancellationToken cancel)
    {
        var (name, place) = (Subject(door, nameKey), Subject(door, AddressKey(address)));
        var now = time.GetUtcNow();
        if (await Exceed(name, place, now, PerName - 1, PerAddress - 1, cancel))
        {
            return null;
        }

        var attempt = Guid.CreateVersion7(now);
        await using (var insert = source.CreateCommand("""
            with old as (delete from node.sign_in_failure where at < $5)
            insert into node.sign_in_failure (id, subject, at) values ($1, $2, $4), ($1, $3, $4)
            """))
        {
            insert.Parameters.Add(new() { Value = attempt });
            insert.Parameters.Add(new() { Value = name });
            insert.Parameters.Add(new() { Value = place });
            insert.Parameters.Add(new() { Value = now });
            insert.Parameters.Add(new() { Value = now - Window });
            await insert.ExecuteNonQueryAsync(cancel);
        }

        // Counted again once it is committed: of those that came together, only as many as are left see few enough.
        if (!await Exceed(name, place, now, PerName, PerAddress, cancel))
        {
            return attempt;
        }

        await GiveBack(attempt, cancel);
        return null;
    }

    /// <summary>The attempt was not a failure.</summary>
    public async Task GiveBack(Guid attempt, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from node.sign_in_failure where id = $1");
        command.Parameters.Add(new() { Value = attempt });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task<bool> Exceed(byte[] name, byte[] place, DateTimeOffset now, int perName, int perAddress, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select count(*) filter (where subject = $1) > $4 or count(*) filter (where subject = $2) > $5
            from node.sign_in_failure where subject in ($1, $2) and at > $3
            """);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = place });
        command.Parameters.Add(new() { Value = now - Window });
        command.Parameters.Add(new() { Value = perName });
        command.Parameters.Add(new() { Value = perAddress });
        return (bool)(await command.ExecuteScalarAsync(cancel))!; // an aggregate always has one row
    }

    private static byte[] Subject(AttemptDoor door, byte[] key) => SHA256.HashData([(byte)door, .. key]);

    // An IPv6 subscriber has a /64 to choose from.
    private static byte[] AddressKey(IPAddress? address)
    {
        var bytes = address is null ? [] : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return bytes.Length == 16 ? bytes[..8] : bytes;
    }
}
