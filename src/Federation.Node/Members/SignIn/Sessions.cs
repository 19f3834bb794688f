using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>Who is signed in, in the database: any replica knows, and a disabled account is out at its next request.</summary>
internal sealed class Sessions(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>Unused for this long, a session ends.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    /// <summary>However much it is used, it ends after this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>Starts a session.</summary>
    /// <returns>The token for the cookie.</returns>
    public async Task<string> Start(Guid memberId, CancellationToken cancel)
    {
        var token = Tokens.Create();
        var now = time.GetUtcNow();
        await using var command = source.CreateCommand("""
            with old as (delete from node.session where seen_at < $3 or created_at < $4)
            insert into node.session (token_hash, member_id, created_at, seen_at) values ($1, $2, $5, $5)
            """);
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = memberId });
        command.Parameters.Add(new() { Value = now - Idle });
        command.Parameters.Add(new() { Value = now - Longest });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
        return token;
    }

    /// <summary>Whose session a token is; null when there is none.</summary>
    public async Task<Guid?> Find(string token, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Written at most once a minute: a page load is not worth a write.
        await using var command = source.CreateCommand("""
            with seen as (update node.session set seen_at = $4 where token_hash = $1 and seen_at < $5 and seen_at >= $2 and created_at >= $3)
            select session.member_id from node.session join node.credential using (member_id)
            where token_hash = $1 and seen_at >= $2 and created_at >= $3 and not is_disabled
            """);
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = now - Idle });
        command.Parameters.Add(new() { Value = now - Longest });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - TimeSpan.FromMinutes(1) });
        return (Guid?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>Ends one session.</summary>
    public async Task End(string token, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from node.session where token_hash = $1");
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
