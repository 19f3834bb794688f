using System.Net;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>Checks a name and a password. Unknown names take as long and get the same answer.</summary>
internal sealed class SignInDesk(
    NpgsqlDataSource source, SignInNames names, Attempts attempts, Sessions sessions, IDocumentStore store, KeyVault vault)
{
    // Made with the desk: the first unknown name must not take longer than the second.
    private readonly string nobody = PasswordHash.Nobody;

    /// <summary>A session's token, or why not.</summary>
    public async Task<(string? Token, MemberRefusal? Refusal)> SignIn(string name, string password, IPAddress? address, CancellationToken cancel)
    {
        var key = await names.KeyOf(name, cancel);
        if (await attempts.Take(AttemptDoor.SignIn, key, address, cancel) is not { } attempt)
        {
            return (null, new MemberRefusal.TooManyAttempts());
        }

        var (memberId, hash) = await Find("name_key", key, cancel);
        if (!Fits(password, hash) || memberId is not { } found)
        {
            return (null, new MemberRefusal.WrongSignIn());
        }

        await attempts.GiveBack(attempt, cancel);
        return (await sessions.Start(found, cancel), null);
    }

    /// <summary>Sets a new password; every session ends and a new one begins here.</summary>
    /// <returns>The new session's token, or why not.</returns>
    public async Task<(string? Token, MemberRefusal? Refusal)> ChangePassword(
        Guid memberId, string current, string password, IPAddress? address, CancellationToken cancel)
    {
        var (hash, wrong) = await Prove(memberId, current, address, cancel);
        if (wrong is not null)
        {
            return (null, wrong);
        }

        await using var session = store.QuerySession();
        var name = await session.LoadAsync<Member>(memberId, cancel) is { } member ? (await vault.Open(member.Name, cancel)).Or(new("", "")) : new("", "");
        if (MemberRules.RefusePassword(password, name.SignInName) is { } refusal)
        {
            return (null, refusal);
        }

        // The old hash is in the condition: of two changes at once one holds.
        await using var change = source.CreateCommand("""
            with changed as (update node.credential set password = $2 where member_id = $1 and password = $3 and not is_disabled returning member_id)
            delete from node.session using changed where session.member_id = changed.member_id
            """);
        change.Parameters.Add(new() { Value = memberId });
        change.Parameters.Add(new() { Value = PasswordHash.Of(password) });
        change.Parameters.Add(new() { Value = hash! }); // it fitted
        return await change.ExecuteNonQueryAsync(cancel) > 0 ? (await sessions.Start(memberId, cancel), null) : (null, new MemberRefusal.WrongCurrentPassword());
    }

    /// <summary>Whether somebody who is signed in knows their password: asked again before what cannot be undone.</summary>
    /// <returns>The hash it fits, or why not.</returns>
    public async Task<(string? Hash, MemberRefusal? Refusal)> Prove(Guid memberId, string current, IPAddress? address, CancellationToken cancel)
    {
        if (await attempts.Take(AttemptDoor.NewPassword, memberId.ToByteArray(), address, cancel) is not { } attempt)
        {
            return (null, new MemberRefusal.TooManyAttempts());
        }

        var (_, hash) = await Find("member_id", memberId, cancel);
        if (!Fits(current, hash))
        {
            return (null, new MemberRefusal.WrongCurrentPassword());
        }

        await attempts.GiveBack(attempt, cancel);
        return (hash, null);
    }

    private bool Fits(string password, string? hash) =>
        password.Length <= MemberRules.LongestPassword && PasswordHash.Fits(password, hash ?? nobody) && hash is not null;

    private async Task<(Guid? MemberId, string? Password)> Find(string column, object key, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            $"select member_id, password from node.credential where {column} = $1 and password is not null and not is_disabled");
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetGuid(0), reader.GetString(1)) : (null, null);
    }
}
