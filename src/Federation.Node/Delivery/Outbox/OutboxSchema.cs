using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// The log of what was said, and one cursor per lane into it. A follower that is dead or new costs a row here, not a row per message.
/// </summary>
internal static class OutboxSchema
{
    /// <summary>Channel that wakes the lanes of all replicas at commit.</summary>
    public const string Channel = "federation_outbox";

    /// <summary>
    /// A topic is what a lane reads: a catalogue's name, or <c>@host</c> for what is said to one peer. <c>stream_head</c> holds the newest
    /// entry of a topic, so that the lanes that are behind are found by an index; a direct topic's head goes when its lane has caught up.
    /// </summary>
    public static readonly SchemaScript Script = new("Delivery, outbox", """
        create table if not exists node.outbox (
            sequence bigserial primary key,
            id text not null,
            audience_kind text not null check (audience_kind in ('followers', 'peer')),
            audience text not null,
            body bytea not null,
            created_at timestamptz not null,
            unique (id, audience_kind, audience));
        create index if not exists outbox_audience on node.outbox (audience_kind, audience, sequence);
        alter table node.outbox add column if not exists object text;
        alter table node.outbox add column if not exists is_update boolean not null default false;
        alter table node.outbox add column if not exists revision int not null default 0;
        alter table node.outbox add column if not exists topic text
            generated always as (case when audience_kind = 'peer' then '@' || audience else audience end) stored;
        create index if not exists outbox_topic on node.outbox (topic, sequence);
        create index if not exists outbox_object on node.outbox (topic, object, sequence) where object is not null;

        create table if not exists node.delivery_host (
            host text primary key,
            state text not null default 'ready' check (state in ('ready', 'unreachable', 'refused', 'gone')),
            failures int not null default 0,
            gone_answers int not null default 0,
            failing_since timestamptz,
            last_error text,
            next_attempt_at timestamptz not null,
            not_before timestamptz,
            claim uuid,
            claimed_until timestamptz);

        create table if not exists node.lane (
            inbox text not null,
            stream text not null,
            host text not null references node.delivery_host,
            topic text not null,
            batch_inbox text,
            cursor bigint not null default 0,
            until bigint,
            is_open boolean not null default true,
            primary key (inbox, stream));
        create index if not exists lane_host on node.lane (host);
        create index if not exists lane_topic on node.lane (topic, cursor) where is_open;

        create table if not exists node.undelivered (
            id uuid primary key default gen_random_uuid(),
            host text not null,
            inbox text not null,
            topic text not null,
            from_sequence bigint not null,
            to_sequence bigint not null,
            count bigint not null,
            reason text not null,
            failed_at timestamptz not null);
        create index if not exists undelivered_at on node.undelivered (failed_at);

        create table if not exists node.knock_scheme (
            origin text primary key,
            scheme text not null,
            learned_at timestamptz not null);

        create table if not exists node.stream_head (topic text primary key, newest bigint not null);
        insert into node.stream_head (topic, newest) select topic, max(sequence) from node.outbox
            where not exists (select 1 from node.stream_head) group by topic on conflict (topic) do nothing;

        -- Until the autumn of 2026 a lane was a peer, and what it refused was kept as a copy.
        do $$ begin
            if to_regclass('node.delivery_lane') is not null then
                insert into node.delivery_host (host, next_attempt_at) select peer_host, next_attempt_at from node.delivery_lane on conflict do nothing;
                insert into node.lane (inbox, stream, host, topic, cursor, is_open)
                    select inbox, 'direct', peer_host, '@' || peer_host, cursor, is_open from node.delivery_lane on conflict do nothing;
                insert into node.undelivered (host, inbox, topic, from_sequence, to_sequence, count, reason, failed_at)
                    select d.peer_host, l.inbox, o.topic, o.sequence, o.sequence, 1, d.reason, d.failed_at
                    from node.dead_letter d join node.delivery_lane l using (peer_host)
                    join lateral (select topic, sequence from node.outbox where id = d.activity_id order by sequence desc limit 1) o on true;
                drop table node.dead_letter;
                drop table node.delivery_lane;
            end if;
        end $$;
        """);
}
