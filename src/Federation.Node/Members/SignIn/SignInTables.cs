using Federation.Node.Hosting.Database;

namespace Federation.Node.Members.SignIn;

/// <summary>Secrets about accounts. Tokens are stored as SHA-256: they are 256 random bits, so nothing slower is needed.</summary>
internal static class SignInTables
{
    public static SchemaScript Script { get; } = new("Members", """
        create table if not exists node.member_secret (name text primary key, wrapped bytea not null);
        create table if not exists node.credential (
            member_id uuid primary key, name_key bytea not null unique, password text, is_disabled boolean not null default false);
        create table if not exists node.session (
            token_hash bytea primary key, member_id uuid not null, created_at timestamptz not null, seen_at timestamptz not null);
        create index if not exists session_member on node.session (member_id);
        create table if not exists node.invitation (token_hash bytea primary key, member_id uuid not null, expires_at timestamptz not null);
        create table if not exists node.app_password (
            id uuid primary key, member_id uuid not null, token_hash bytea not null unique, scope text not null, label text not null,
            created_at timestamptz not null, used_at timestamptz, revoked_at timestamptz);
        alter table node.app_password add column if not exists label_box bytea;
        alter table node.app_password alter column label drop not null;
        create table if not exists node.sign_in_failure (id uuid not null, subject bytea not null, at timestamptz not null);
        create index if not exists sign_in_failure_id on node.sign_in_failure (id);
        create index if not exists sign_in_failure_subject on node.sign_in_failure (subject, at);
        """);
}
