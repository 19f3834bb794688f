using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery;

/// <summary>The tables of delivery. Mechanics, not facts: none of it is an event.</summary>
internal static class DeliverySchema
{
    public static readonly SchemaScript Script = new("Delivery", """
        create table if not exists node.knock (
            host text primary key,
            first_at timestamptz not null,
            last_at timestamptz not null,
            times bigint not null default 1);
        """);
}
