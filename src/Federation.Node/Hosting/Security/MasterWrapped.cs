using Federation.Node.Hosting.Database;

namespace Federation.Node.Hosting.Security;

/// <summary>
/// A table with values that the master key wraps itself, so that a new master key finds them all. In the database a trigger refuses what is
/// wrapped under a key that may not wrap any more: a replica that is late could otherwise leave a row that nothing opens.
/// </summary>
/// <param name="Table">The table; its column is called <c>wrapped</c>.</param>
/// <param name="Context">SQL that gives the context a row's value was wrapped in; the row is called <c>new</c>, as in a trigger.</param>
/// <param name="Which">SQL: the rows whose value is the master key's.</param>
internal sealed record MasterWrapped(string Table, string Context, string Which = "new.wrapped is not null")
{
    /// <summary>What PostgreSQL says when the key may not wrap any more; <see cref="Guard"/> raises it.</summary>
    public const string StaleState = "FD001";

    /// <summary>The marks of the keys that may wrap; null: any, as long as no key was ever replaced.</summary>
    public static SchemaScript Guard { get; } = new("Hosting", $$"""
        create table if not exists node.master_key (id integer primary key check (id = 1), marks bytea[]);
        insert into node.master_key (id) values (1) on conflict do nothing;
        create or replace function node.wrapped_by_the_present_key() returns trigger language plpgsql as $$
        declare
            accepted bytea[];
        begin
            select marks into accepted from node.master_key where id = 1 for share;
            if substring(new.wrapped from 1 for 5) <> all (accepted) then
                raise exception 'wrapped under a master key that was replaced' using errcode = '{{StaleState}}';
            end if;
            return new;
        end $$;
        """);

    /// <summary>Holds the table to <see cref="Guard"/>; run after the script that makes it.</summary>
    public SchemaScript Trigger => new("Hosting", $"""
        create or replace trigger under_the_present_key before insert or update of wrapped on {Table}
        for each row when ({Which}) execute function node.wrapped_by_the_present_key();
        """);
}
