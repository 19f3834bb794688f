using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Contributions;

/// <summary>
/// Uploads waiting for the member to say which place is work: sealed under the consent's key, gone after an hour or at
/// confirmation. In the database, so that any replica can answer the second form.
/// </summary>
internal sealed class ImportDrafts(NpgsqlDataSource source, KeyVault vault, TimeProvider time)
{
    /// <summary>How long an upload waits, sealed, for its member to say which place is work.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Contributions", """
        create table if not exists node.import_draft (
            id uuid primary key, consent_id uuid not null, box bytea not null, file_name bytea not null, expires_at timestamptz not null);
        create index if not exists import_draft_expiry on node.import_draft (expires_at);
        """);

    /// <summary>Keeps an upload.</summary>
    /// <returns>The draft's id.</returns>
    public async Task<Guid> Keep(Guid consentId, string fileName, byte[] upload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var subject = new SubjectId(consentId);
        var box = await vault.SealBytes(subject, $"import draft {id}", upload, cancel);
        var name = await vault.SealBytes(subject, $"import draft name {id}", System.Text.Encoding.UTF8.GetBytes(fileName), cancel);
        await using var command = source.CreateCommand("""
            with gone as (delete from node.import_draft where expires_at < $5 or consent_id = $2)
            insert into node.import_draft (id, consent_id, box, file_name, expires_at) values ($1, $2, $3, $4, $6)
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = consentId });
        command.Parameters.Add(new() { Value = box });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = now + Life });
        await command.ExecuteNonQueryAsync(cancel);
        return id;
    }

    /// <summary>The upload again; null when it expired, was used, or belongs to another consent.</summary>
    public async Task<(string FileName, byte[] Upload)?> Find(Guid id, Guid consentId, CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            "select box, file_name from node.import_draft where id = $1 and consent_id = $2 and expires_at >= $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = consentId });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }

        var subject = new SubjectId(consentId);
        var upload = await vault.OpenBytes(subject, $"import draft {id}", reader.GetFieldValue<byte[]>(0), cancel);
        var name = await vault.OpenBytes(subject, $"import draft name {id}", reader.GetFieldValue<byte[]>(1), cancel);
        return upload.IsErased || name.IsErased ? null : (System.Text.Encoding.UTF8.GetString(name.Value), upload.Value);
    }

    /// <summary>Forgets an upload.</summary>
    public async Task Forget(Guid id, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("delete from node.import_draft where id = $1");
        command.Parameters.Add(new() { Value = id });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
