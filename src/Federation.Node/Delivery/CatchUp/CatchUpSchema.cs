using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>What is held of others' catalogues, and how far each was compared.</summary>
internal static class CatchUpSchema
{
    public static readonly SchemaScript Script = new("Delivery", """
        create table if not exists node.held_object (
            actor text not null,
            object text not null,
            version text not null,
            published text not null,
            primary key (actor, object));

        create table if not exists node.catch_up (
            catalogue text primary key,
            peer text not null,
            cursor bigint not null default 0,
            next_at timestamptz not null,
            verdict text,
            missing int not null default 0,
            reason text,
            compared_at timestamptz);
        alter table node.catch_up add column if not exists signed_again_at timestamptz;
        """);
}
