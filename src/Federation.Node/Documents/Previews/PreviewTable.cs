using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Documents.Previews;

/// <summary>
/// Previews that were made, each sealed by the key of its document, and that none can be made. They go with the version in whatever transaction it goes, and
/// after <see cref="PreviewLimits.Life"/>; all can be made again, so they are in no event and no backup, and count towards no limit of a space.
/// </summary>
internal sealed class PreviewTable(NpgsqlDataSource source, TimeProvider time)
{
    /// <summary>After the one of <see cref="Versions.VersionTable"/>.</summary>
    public static SchemaScript Script { get; } = new("Documents, previews", """
        create table if not exists node.preview (
            document_id uuid not null,
            number integer not null,
            page integer not null,
            size integer not null,
            recipe integer not null,
            pages integer not null,
            key_id uuid not null,
            picture bytea,
            made_at timestamptz not null,
            primary key (document_id, number, page, size),
            foreign key (document_id, number) references node.document_version (document_id, number) on delete cascade);
        alter table node.preview alter column picture set storage external;
        create index if not exists preview_by_age on node.preview (made_at);
        """);

    /// <summary>What was made of a page; null when nobody asked yet.</summary>
    public async Task<KeptPreview?> Find(PreviewKey key, CancellationToken cancel)
    {
        var found = await source.List(
            "select key_id, picture, pages from node.preview where document_id = $1 and number = $2 and page = $3 and size = $4 and recipe = $5",
            row => new KeptPreview(new SubjectId(row.GetGuid(0)), row.IsDBNull(1) ? null : row.GetFieldValue<byte[]>(1), row.GetInt32(2)),
            cancel, key.DocumentId, key.Number, key.Page, (int)key.Size, PreviewKey.Recipe);
        return found is [var kept] ? kept : null;
    }

    /// <summary>Keeps what was made; nothing when the version is gone by now.</summary>
    public async Task Keep(PreviewKey key, KeptPreview made, CancellationToken cancel)
    {
        try
        {
            await using var command = source.CreateCommand("""
                insert into node.preview (document_id, number, page, size, recipe, pages, key_id, picture, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (document_id, number, page, size) do update set
                    recipe = excluded.recipe, pages = excluded.pages, key_id = excluded.key_id, picture = excluded.picture, made_at = excluded.made_at
                """);
            foreach (var value in (object[])[key.DocumentId, key.Number, key.Page, (int)key.Size, PreviewKey.Recipe, made.Pages, made.SealedBy.Value])
            {
                command.Parameters.Add(new() { Value = value });
            }

            command.Parameters.Add(new() { Value = (object?)made.Picture ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bytea });
            command.Parameters.Add(new() { Value = time.GetUtcNow() });
            await command.ExecuteNonQueryAsync(cancel);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // Thinned or erased while it was drawn.
        }
    }

    /// <summary>Forgets those that are old.</summary>
    public Task RemoveOld(CancellationToken cancel) => source.Run("delete from node.preview where made_at < $1", cancel, time.GetUtcNow() - PreviewLimits.Life);
}

/// <summary>Which preview.</summary>
/// <param name="DocumentId">Of which document.</param>
/// <param name="Number">Of which version.</param>
/// <param name="Page">1 is the first.</param>
/// <param name="Size">How large.</param>
internal sealed record PreviewKey(Guid DocumentId, int Number, int Page, PreviewSize Size)
{
    /// <summary>How previews are drawn; raised when that changes, so that they are drawn anew.</summary>
    public const int Recipe = 1;

    /// <summary>What its seal is bound to.</summary>
    public string Context => FormattableString.Invariant($"preview {DocumentId} {Number} {Page} {(int)Size}");
}

/// <summary>A preview as it is kept.</summary>
/// <param name="SealedBy">Whose key.</param>
/// <param name="Picture">Sealed; null: none can be made.</param>
/// <param name="Pages">How many pages the document shows.</param>
internal sealed record KeptPreview(SubjectId SealedBy, byte[]? Picture, int Pages);
