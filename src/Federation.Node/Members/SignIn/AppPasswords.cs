using System.Text;
using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>
/// Passwords for programs: one scope, shown once, revocable one by one. What the member calls the device is sealed under their key.
/// </summary>
internal sealed class AppPasswords(NpgsqlDataSource source, KeyVault vault, TimeProvider time) : IStartStep
{
    /// <summary>A program asks many times a second; its last use is written down once a minute, not with every question.</summary>
    private static readonly TimeSpan UseCounts = TimeSpan.FromMinutes(1);

    /// <summary>Makes one.</summary>
    /// <returns>The password; it is not kept and cannot be shown again.</returns>
    public async Task<string> Create(Guid memberId, string scope, string label, CancellationToken cancel)
    {
        var token = Tokens.CreateForPrograms();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var command = source.CreateCommand(
            "insert into node.app_password (id, member_id, token_hash, scope, label_box, created_at) values ($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = memberId });
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = scope });
        command.Parameters.Add(new() { Value = await Seal(id, memberId, label, cancel) });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
        return token;
    }

    /// <summary>Whose password this is for the scope and the sign-in name, and what they call the device it was made for; null when nobody's.</summary>
    public async Task<(Guid MemberId, string Label)?> Find(byte[] nameKey, string token, string scope, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var command = source.CreateCommand("""
            with found as (
                select app_password.id, app_password.member_id, label_box, used_at, wrapped
                from node.app_password join node.credential using (member_id) join node.wrapped_key on wrapped_key.id = member_id
                where token_hash = $2 and scope = $3 and revoked_at is null and name_key = $1 and not is_disabled),
            used as (
                update node.app_password set used_at = $4 from found where app_password.id = found.id and (found.used_at is null or found.used_at < $5))
            select member_id, id, label_box, wrapped from found
            """);
        command.Parameters.Add(new() { Value = nameKey });
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = scope });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now - UseCounts });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel) || reader.IsDBNull(3))
        {
            return null; // nobody's, or of a member who was erased a moment ago
        }

        var key = new WrappedKey(new SubjectId(reader.GetGuid(0)), null, reader.GetFieldValue<byte[]>(3), null);
        return (reader.GetGuid(0), Text(vault.OpenBytes(Context(reader.GetGuid(1)), reader.GetFieldValue<byte[]>(2), key)));
    }

    /// <summary>All of a member that are not revoked, newest first.</summary>
    public async Task<IReadOnlyList<AppPassword>> Of(Guid memberId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select id, label_box, scope, created_at, used_at from node.app_password where member_id = $1 and revoked_at is null order by id desc
            """);
        command.Parameters.Add(new() { Value = memberId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<AppPassword>();
        while (await reader.ReadAsync(cancel))
        {
            var label = await vault.OpenBytes(new SubjectId(memberId), Context(reader.GetGuid(0)), reader.GetFieldValue<byte[]>(1), cancel);
            found.Add(new AppPassword(reader.GetGuid(0), Text(label), reader.GetString(2),
                reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return found;
    }

    /// <summary>Revokes one of the member's own.</summary>
    public async Task Revoke(Guid id, Guid memberId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("update node.app_password set revoked_at = $3 where id = $1 and member_id = $2 and revoked_at is null");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = memberId });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Seals what earlier versions kept in the clear.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var clear = new List<(Guid Id, Guid MemberId, string Label)>();
        await using (var command = source.CreateCommand("select id, member_id, label from node.app_password where label_box is null"))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                clear.Add((reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2)));
            }
        }

        foreach (var (id, memberId, label) in clear)
        {
            await using var update = source.CreateCommand("update node.app_password set label = null, label_box = $2 where id = $1");
            update.Parameters.Add(new() { Value = id });
            update.Parameters.Add(new() { Value = await Seal(id, memberId, label, cancel) });
            await update.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string Context(Guid id) => $"app password {id:n}";

    private static string Text(Opened<byte[]> label) => Encoding.UTF8.GetString(label.Or([]));

    private ValueTask<byte[]> Seal(Guid id, Guid memberId, string label, CancellationToken cancel) =>
        vault.SealBytes(new SubjectId(memberId), Context(id), Encoding.UTF8.GetBytes(label), cancel);
}

/// <summary>One app password as its owner sees it.</summary>
internal sealed record AppPassword(Guid Id, string Label, string Scope, DateTimeOffset CreatedAt, DateTimeOffset? UsedAt);
