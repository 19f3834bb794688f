using Federation.Node.Members.Erasures;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Npgsql;

namespace Federation.Node.Members;

/// <summary>Makes and changes accounts: key, event and credential in the right order.</summary>
internal sealed class MemberDesk(
    IDocumentStore store, NpgsqlDataSource source, KeyVault vault, SignInNames names, TimeProvider time) : IMembers
{
    /// <summary>How long an invitation can be accepted.</summary>
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(14);

    /// <summary>Makes an account; without a password it waits for <see cref="Invite"/>.</summary>
    public async Task<(Guid MemberId, MemberRefusal? Refusal)> Add(
        string name, IReadOnlyList<string> roles, string? password, string addedBy, CancellationToken cancel)
    {
        if (MemberRules.RefuseAccount(name, roles, password) is { } refusal)
        {
            return (default, refusal);
        }

        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var subject = new SubjectId(id);
        await vault.CreateKey(subject, null, cancel);
        var sealedName = await vault.Seal(subject, new PersonName(name.Trim(), name.Trim()), cancel);
        await using var session = store.LightweightSession();
        var added = new MemberAdded(id, sealedName, [.. roles.Append(Roles.Member).Distinct()], addedBy, now);
        // Who is given a password needs no invitation: they are here.
        session.Events.StartStream<Member>(id, password is null ? [added] : [added, new MemberJoined(id, sealedName, now)]);
        session.QueueSqlCommand("insert into node.credential (member_id, name_key, password) values (?, ?, ?)",
            id, await names.KeyOf(name, cancel), (object?)(password is null ? null : PasswordHash.Of(password)) ?? DBNull.Value);
        try
        {
            await session.SaveChangesAsync(cancel);
        }
        catch (Exception e) when (IsTaken(e))
        {
            await vault.Shred(subject, now, cancel);
            return (default, new MemberRefusal.NameTaken());
        }

        return (id, null);
    }

    /// <summary>Why <see cref="Add"/> would refuse, as far as it is known before.</summary>
    public async Task<MemberRefusal?> RefuseToAdd(string name, IReadOnlyList<string> roles, string? password, CancellationToken cancel) =>
        MemberRules.RefuseAccount(name, roles, password) ?? (await FindByName(name, cancel) is null ? null : new MemberRefusal.NameTaken());

    /// <summary>A new invitation; earlier ones of the member end.</summary>
    /// <returns>The token for the link.</returns>
    public async Task<string> Invite(Guid memberId, CancellationToken cancel)
    {
        var token = Tokens.Create();
        await using var command = source.CreateCommand("""
            with old as (delete from node.invitation where member_id = $2)
            insert into node.invitation (token_hash, member_id, expires_at) values ($1, $2, $3)
            """);
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = memberId });
        command.Parameters.Add(new() { Value = time.GetUtcNow() + InvitationLife });
        await command.ExecuteNonQueryAsync(cancel);
        return token;
    }

    /// <summary>A new invitation at an administrator's wish; see <see cref="MemberRules.RefuseNewInvitation"/>.</summary>
    public async Task<(string? Token, MemberRefusal? Refusal)> InviteAgain(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var refusal = await session.LoadAsync<Member>(memberId, cancel) is { } member
            ? MemberRules.RefuseNewInvitation(member) : new MemberRefusal.NoSuchMember();
        return refusal is null ? (await Invite(memberId, cancel), null) : (null, refusal);
    }

    /// <summary>Whom an invitation is for; null when it was used, has expired or never was.</summary>
    public async Task<Member?> Invited(string token, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select member_id from node.invitation where token_hash = $1 and expires_at > $2");
        command.Parameters.Add(new() { Value = Tokens.Hash(token) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        if (await command.ExecuteScalarAsync(cancel) is not Guid memberId)
        {
            return null;
        }

        await using var session = store.QuerySession();
        return await session.LoadAsync<Member>(memberId, cancel) is { IsDisabled: false } member ? member : null;
    }

    /// <summary>Accepts an invitation: once.</summary>
    public async Task<MemberRefusal?> Join(string token, string displayName, string password, CancellationToken cancel)
    {
        if (await Invited(token, cancel) is not { } member)
        {
            return new MemberRefusal.InvitationGone();
        }

        var name = await vault.Open(member.Name, cancel);
        if ((MemberRules.RefuseName(displayName) ?? MemberRules.RefusePassword(password, name.Or(new("", "")).SignInName)) is { } refusal)
        {
            return refusal;
        }

        var subject = new SubjectId(member.Id);
        var sealedName = await vault.Seal(subject, name.Value with { DisplayName = displayName.Trim() }, cancel);
        await using var session = store.LightweightSession();
        session.Events.Append(member.Id, new MemberJoined(member.Id, sealedName, time.GetUtcNow()));
        session.QueueSqlCommand("update node.credential set password = ? where member_id = ?", PasswordHash.Of(password), member.Id);
        session.QueueSqlCommand("delete from node.session where member_id = ?", member.Id);
        // The division by zero undoes the whole when another request has used the invitation a moment ago.
        session.QueueSqlCommand(
            "with used as (delete from node.invitation where token_hash = ? returning 1) select 1 / (select count(*) from used)", Tokens.Hash(token));
        try
        {
            await session.SaveChangesAsync(cancel);
            return null;
        }
        catch (Exception e) when (SqlState(e) == PostgresErrorCodes.DivisionByZero)
        {
            return new MemberRefusal.InvitationGone();
        }
    }

    /// <summary>Closes an account: sessions and app passwords end with it.</summary>
    public Task<Refusal?> Disable(Guid memberId, string by, CancellationToken cancel) => Decide(
        memberId,
        member => MemberRules.Disable(member, by, time.GetUtcNow()),
        session =>
        {
            session.QueueSqlCommand("update node.credential set is_disabled = true where member_id = ?", memberId);
            session.QueueSqlCommand("delete from node.session where member_id = ?", memberId);
            session.QueueSqlCommand("delete from node.invitation where member_id = ?", memberId);
        },
        cancel);

    /// <summary>Proposes a role for a member.</summary>
    public Task<Refusal?> ProposeRole(Guid memberId, string role, Guid by, CancellationToken cancel) =>
        Decide(memberId, member => MemberRules.ProposeRole(member, role, by, time.GetUtcNow()), null, cancel);

    /// <summary>Approves what another administrator proposed.</summary>
    public Task<Refusal?> ApproveRole(Guid memberId, string role, Guid by, CancellationToken cancel) =>
        Decide(memberId, member => MemberRules.ApproveRole(member, role, by, time.GetUtcNow()), null, cancel);

    /// <summary>Asks for a member's erasure; see <see cref="ErasureRules.Ask"/>.</summary>
    public async Task<Refusal?> AskErasure(Guid memberId, string by, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var administrators = await session.Query<Member>().Where(member => member.Roles.Contains(Roles.Administrator) && !member.IsDisabled).Select(member => member.Id).ToListAsync(cancel);
        return await Decide(memberId, member => ErasureRules.Ask(member, by, administrators is [var only] && only == memberId, time.GetUtcNow()), null, cancel);
    }

    /// <summary>Agrees to what another administrator asked for.</summary>
    public Task<Refusal?> ApproveErasure(Guid memberId, Guid by, CancellationToken cancel) =>
        Decide(memberId, member => ErasureRules.Approve(member, by, time.GetUtcNow()), null, cancel);

    /// <summary>Calls an erasure off.</summary>
    public Task<Refusal?> CallOffErasure(Guid memberId, string by, CancellationToken cancel) =>
        Decide(memberId, member => ErasureRules.CallOff(member, by, time.GetUtcNow()), null, cancel);

    /// <summary>The erasure that was asked for; null: none.</summary>
    public async Task<Erasure?> ErasureOf(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Member>(memberId, cancel))?.Erasure;
    }

    public async Task<MemberCard?> Find(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Member>(memberId, cancel) is { } member
            ? new MemberCard(member.Id, NameOf(await vault.Open(member.Name, cancel)).DisplayName, member.Roles, member.IsDisabled)
            : null;
    }

    /// <summary>The member of a sign-in name, or null.</summary>
    public async Task<Guid?> FindByName(string name, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("select member_id from node.credential where name_key = $1");
        command.Parameters.Add(new() { Value = await names.KeyOf(name, cancel) });
        return (Guid?)await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>The sign-in name of a member; null when they may not sign in, or were erased.</summary>
    public async Task<string?> SignInNameOf(Guid memberId, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<Member>(memberId, cancel) is { IsDisabled: false } member && (await vault.Open(member.Name, cancel)).TryGet(out var name)
            ? name.SignInName
            : null;
    }

    /// <summary>Everybody, for the command line, oldest first; without those who were erased.</summary>
    public async Task<IReadOnlyList<(Member Member, PersonName Name)>> All(CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var members = await session.Query<Member>().Where(member => !member.IsErased).OrderBy(member => member.Id).ToListAsync(cancel);
        var names = await vault.OpenAll([.. members.Select(member => member.Name)], cancel); // one question for all, not one for each
        return [.. members.Zip(names, (member, name) => (member, NameOf(name)))];
    }

    /// <summary>The name, or that it is no more.</summary>
    internal static PersonName NameOf(Opened<PersonName> name) => name.Or(new PersonName("erased", "erased"));

    private async Task<Refusal?> Decide(
        Guid memberId, Func<Member, Decision> rule, Action<IDocumentSession>? alongside, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Member>(memberId, cancel);
        if (stream.Aggregate is null)
        {
            return new MemberRefusal.NoSuchMember();
        }

        var decision = rule(stream.Aggregate);
        if (decision.Events.Count > 0)
        {
            stream.AppendMany(decision.Events);
            alongside?.Invoke(session);
            await session.SaveChangesAsync(cancel);
        }

        return decision.Refusal;
    }

    private static bool IsTaken(Exception e) => SqlState(e) == PostgresErrorCodes.UniqueViolation;

    private static string? SqlState(Exception e) => (e as PostgresException ?? e.InnerException as PostgresException)?.SqlState;
}
