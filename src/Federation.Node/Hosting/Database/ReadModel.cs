namespace Federation.Node.Hosting.Database;

/// <summary>
/// Tables that are made from events and hold in the clear what is sealed in those. Backups leave their content out, so that an erasure reaches
/// backups too, and it is made again after a restore. That it is whole is a row in a table which backups leave out as well.
/// </summary>
/// <param name="Projection">The projection that fills them.</param>
/// <param name="Tables">The tables, without the schema.</param>
/// <param name="Clear">
/// Their columns with words of people, like <c>entry.name</c>. PostgreSQL takes no samples of them for its statistics, where a name would outlive its row
/// (and of an empty table, samples are never renewed).
/// </param>
internal sealed record ReadModel(string Projection, string[] Tables, string[] Clear)
{
    /// <summary>Names the projections whose tables are whole.</summary>
    public const string Whole = "read_model";

    /// <summary>Samples taken by earlier versions go with the change of the column's type, which changes nothing else.</summary>
    public static string NoSamples(string column) => $$"""
        do $$ declare
            found record;
        begin
            for found in
                select format_type(atttypid, atttypmod) as type, case when attcollation = 0 then '' else 'collate ' || attcollation::regcollation end as collation
                from pg_attribute where attrelid = 'node.{{column.Split('.')[0]}}'::regclass and attname = '{{column.Split('.')[1]}}' and coalesce(attstattarget, -1) <> 0
            loop
                execute format('alter table node.{{column.Split('.')[0]}} alter column %I type %s %s, alter column %1$I set statistics 0',
                    '{{column.Split('.')[1]}}', found.type, found.collation);
            end loop;
        end $$;
        """;

    /// <summary>Where the table was not yet, nothing was ever left out of a backup.</summary>
    public static SchemaScript Script(IEnumerable<ReadModel> all) => new("Hosting", $"""
        do $$ begin
            if to_regclass('node.{Whole}') is null then
                create table node.{Whole} (projection text primary key);
                insert into node.{Whole} values {string.Join(", ", all.Select(each => $"('{each.Projection}')"))};
            end if;
        end $$;
        """);
}
