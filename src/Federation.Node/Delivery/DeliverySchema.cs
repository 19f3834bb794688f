using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery;

/// <summary>The tables of delivery. Mechanics, not facts: none of it is an event.</summary>
internal static class DeliverySchema
{
    /// <summary>Channel that wakes the lanes of all replicas at commit.</summary>
    public const string Channel = "federation_outbox";

    public static readonly SchemaScript Script = new("Delivery", """
        create table if not exists node.node_key (
            id int primary key default 1 check (id = 1),
            wrapped bytea not null,
            created_at timestamptz not null);

        create table if not exists node.outbox (
            sequence bigserial primary key,
            id text not null,
            audience_kind text not null check (audience_kind in ('followers', 'peer')),
            audience text not null,
            body bytea not null,
            created_at timestamptz not null,
            unique (id, audience_kind, audience));
        create index if not exists outbox_audience on node.outbox (audience_kind, audience, sequence);

        create table if not exists node.delivery_lane (
            peer_host text primary key,
            inbox text not null,
            cursor bigint not null default 0,
            is_open boolean not null default true,
            state text not null default 'ready' check (state in ('ready', 'unreachable', 'refused')),
            failures int not null default 0,
            failing_since timestamptz,
            last_error text,
            next_attempt_at timestamptz not null,
            claim uuid,
            claimed_until timestamptz);

        create table if not exists node.dead_letter (
            peer_host text not null,
            activity_id text not null,
            body bytea not null,
            reason text not null,
            failed_at timestamptz not null,
            primary key (peer_host, activity_id));

        create table if not exists node.knock (
            host text primary key,
            first_at timestamptz not null,
            last_at timestamptz not null,
            times bigint not null default 1);
        """);
}
