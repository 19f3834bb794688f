using System.Net;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>Checks a name and a password. Unknown names take as long and get the same answer.</summary>
internal sealed class SignInDesk(NpgsqlDataSource source, SignInNames names, Attempts attempts, Sessions sessions)
{
    /// <summary>A session's token, or why not.</summary>
    public async Task<(string? Token, MemberRefusal? Refusal)> SignIn(string name, string password, IPAddress? address, CancellationToken cancel)
    {
        var key = await names.KeyOf(name, cancel);
        if (await attempts.MustWait(key, address, cancel))
        {
            return (null, new MemberRefusal.TooManyAttempts());
        }

        var (memberId, hash) = await Find(key, cancel);
        if (password.Length <= MemberRules.LongestPassword && PasswordHash.Fits(password, hash ?? PasswordHash.Nobody) && memberId is { } found)
        {
            return (await sessions.Start(found, cancel), null);
        }

        await attempts.Failed(key, address, cancel);
        return (null, new MemberRefusal.WrongSignIn());
    }

    private async Task<(Guid? MemberId, string? Password)> Find(byte[] key, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select member_id, password from node.credential where name_key = $1 and password is not null and not is_disabled");
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetGuid(0), reader.GetString(1)) : (null, null);
    }
}
