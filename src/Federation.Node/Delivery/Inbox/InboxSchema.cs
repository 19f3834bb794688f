using Federation.Node.Hosting.Database;

namespace Federation.Node.Delivery.Inbox;

/// <summary>
/// The tables of the inbox. <c>node.received</c> is its queue and its memory: an activity is stored once by the key of its id; once it is
/// settled only key, hash and outcome are kept.
/// </summary>
internal static class InboxSchema
{
    /// <summary>Channel that tells all replicas that a peer was approved, removed or has other keys.</summary>
    public const string PeersChannel = IPeerPolicy.ChangesChannel;

    public static readonly SchemaScript Script = new("Delivery", """
        do $$ begin
            if exists (select 1 from information_schema.columns
                       where table_schema = 'node' and table_name = 'received' and column_name = 'outcome') then
                alter table node.received rename to received_before;
                alter table node.received_before rename constraint received_pkey to received_before_pkey;
                drop index if exists node.received_at;
            end if;
        end $$;

        create table if not exists node.received (
            key bytea primary key,
            hash bytea not null,
            sequence bigint generated always as identity,
            peer text not null,
            state text not null default 'waiting' check (state in ('waiting', 'applied', 'refused')),
            answered boolean not null default false,
            received_at timestamptz not null,
            settled_at timestamptz,
            id text,
            actor text,
            reason text,
            body bytea);
        create index if not exists received_waiting on node.received (peer, sequence) where state = 'waiting';
        create index if not exists received_refused on node.received (received_at) where state = 'refused';
        create index if not exists received_at on node.received using brin (received_at);

        create table if not exists node.inbox_pause (
            peer text not null,
            actor text not null,
            failures int not null,
            since timestamptz not null,
            next_attempt_at timestamptz not null,
            reason text not null,
            primary key (peer, actor));

        create table if not exists node.peer_usage (
            peer text primary key,
            minute timestamptz not null,
            requests bigint not null,
            day date not null,
            bytes bigint not null);
        alter table node.peer_usage add column if not exists sent bigint not null default 0;

        create or replace function node.must_wait(state text) returns boolean language plpgsql as $$ begin
            if state <> 'waiting' then
                raise exception 'the activity was settled by another replica' using errcode = 'FD001';
            end if;
            return true;
        end $$;

        do $$ begin
            if to_regclass('node.received_before') is not null then
                insert into node.received (key, hash, peer, state, received_at, settled_at, id, reason)
                select substring(sha256(convert_to(id, 'UTF8')) for 16), hash, peer, outcome, received_at, received_at,
                    case when outcome = 'refused' then id end, reason
                from node.received_before on conflict (key) do nothing;
                drop table node.received_before;
            end if;
        end $$;
        """);
}
