using System.Net;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>
/// Programs that ask to be connected through a browser ("login flow v2" of Nextcloud's programs): the program shows a member our page and
/// asks again and again; once they agreed there, it gets an app password. What is kept meanwhile opens nothing: the password is made when
/// the program fetches it.
/// </summary>
internal sealed class DeviceSignIns(NpgsqlDataSource source, AppPasswords passwords, Attempts attempts, MemberDesk members, TimeProvider time)
{
    /// <summary>How long a member has to agree: time to find the password manager, no more.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(20);

    public static SchemaScript Script { get; } = new("Members, devices", """
        create table if not exists node.device_sign_in (
            poll_hash bytea primary key,
            page_hash bytea not null unique,
            label text not null,
            started_at timestamptz not null,
            member_id uuid);
        """);

    /// <summary>Begins one; no more from one address than it may fail to sign in.</summary>
    /// <param name="label">What the program calls itself.</param>
    /// <returns>The secrets of the program and of the page; null when the address must wait.</returns>
    public async Task<(string Poll, string Page)?> Begin(string label, IPAddress? address, CancellationToken cancel)
    {
        var (poll, page) = (Tokens.Create(), Tokens.Create());
        if (await attempts.Take(AttemptDoor.Device, Tokens.Hash(poll), address, cancel) is null)
        {
            return null;
        }

        await using var command = source.Command("""
            with old as (delete from node.device_sign_in where started_at <= $5)
            insert into node.device_sign_in (poll_hash, page_hash, label, started_at) values ($1, $2, $3, $4)
            """, Tokens.Hash(poll), Tokens.Hash(page), label, time.GetUtcNow(), time.GetUtcNow() - Life);
        await command.ExecuteNonQueryAsync(cancel);
        return (poll, page);
    }

    /// <summary>What the program of a page calls itself; null when nobody waits there any more.</summary>
    public async Task<string?> Find(string page, CancellationToken cancel)
    {
        await using var command = source.Command("select label from node.device_sign_in where page_hash = $1 and started_at > $2 and member_id is null", Tokens.Hash(page), time.GetUtcNow() - Life);
        return (string?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>A member agrees, once.</summary>
    /// <param name="label">What they call the device.</param>
    public async Task<bool> Agree(string page, Guid memberId, string label, CancellationToken cancel)
    {
        await using var command = source.Command(
            "update node.device_sign_in set member_id = $2, label = $3 where page_hash = $1 and started_at > $4 and member_id is null", Tokens.Hash(page), memberId, label, time.GetUtcNow() - Life);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    /// <summary>Gives the program what it waits for, once; null while nobody has agreed.</summary>
    public async Task<(string Name, string Password)?> Fetch(string poll, CancellationToken cancel)
    {
        await using var command = source.Command(
            "delete from node.device_sign_in where poll_hash = $1 and started_at > $2 and member_id is not null returning member_id, label", Tokens.Hash(poll), time.GetUtcNow() - Life);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }

        var (memberId, label) = (reader.GetGuid(0), reader.GetString(1));
        return await members.SignInNameOf(memberId, cancel) is { } name
            ? (name, await passwords.Create(memberId, AppPasswordScheme.DocumentsScope, label, cancel))
            : null;
    }
}
