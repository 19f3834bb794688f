using Federation.Node.Hosting.Database;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>The catalogues that are compared, and which is due.</summary>
internal sealed class FollowedCatalogues(NpgsqlDataSource source, IFollowing following, TimeProvider time) : ICatchUps
{
    public Task<IReadOnlyList<CatchUpCard>> All(CancellationToken cancel) => source.List(
        "select peer, catalogue, verdict, missing, reason, compared_at from node.catch_up where verdict is not null order by catalogue",
        row => new CatchUpCard(
            row.GetString(0), new Uri(row.GetString(1)), Enum.Parse<CatchUpVerdict>(row.GetString(2)), row.GetInt32(3),
            row.IsDBNull(4) ? null : row.GetString(4), row.GetFieldValue<DateTimeOffset>(5)), cancel);

    public void ReadSignedAgain(IDocumentSession session, Uri catalogue) => session.QueueSqlCommand(
        "update node.catch_up set signed_again_at = ?, next_at = least(next_at, ?) where catalogue = ?", time.GetUtcNow(), time.GetUtcNow(), catalogue.AbsoluteUri);

    public void TakeAgain(IDocumentSession session, string host, Uri catalogue)
    {
        session.QueueSqlCommand(
            "delete from node.received where peer = ? and state = 'refused' and reason = ?", host, ActivityOutcome.NotFollowed.Reason);
        session.QueueSqlCommand("delete from node.catch_up where catalogue = ?", catalogue.AbsoluteUri);
    }

    /// <summary>
    /// When a node starts it may have been away for a month, or come back from a backup: then nothing is as late as it says, so all is
    /// compared soon.
    /// </summary>
    public async Task CompareSoon(CancellationToken cancel)
    {
        await using var command = source.Command(
            "update node.catch_up set next_at = $1 where next_at > $1", time.GetUtcNow() + CatchUpLimits.AfterStart);
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Takes the list up to date, then the next catalogue that is due; null when none is.</summary>
    public async Task<FollowedCatalogue?> Claim(CancellationToken cancel)
    {
        var (now, followed) = (time.GetUtcNow(), await following.Followed(cancel));
        var urls = followed.Select(each => each.Catalogue.AbsoluteUri).ToArray();
        await using (var add = source.Command("""
            insert into node.catch_up (catalogue, peer, next_at, signed_again_at)
            select catalogue, peer, $3, (select $4::timestamptz where exists (select 1 from node.held_object h where h.actor = u.catalogue))
            from unnest($1::text[], $2::text[]) as u (catalogue, peer)
            on conflict (catalogue) do nothing
            """, urls, followed.Select(each => each.Host).ToArray(), now + CatchUpLimits.AfterStart, now))
        {
            await add.ExecuteNonQueryAsync(cancel);
        }

        await using (var drop = source.Command("delete from node.catch_up where catalogue <> all ($1)", (object)urls))
        {
            await drop.ExecuteNonQueryAsync(cancel);
        }

        return (await source.List("""
            update node.catch_up set next_at = $2 where catalogue =
                (select catalogue from node.catch_up where next_at <= $1 order by next_at limit 1 for update skip locked)
            returning peer, catalogue, cursor, signed_again_at
            """, row => new FollowedCatalogue(
                row.GetString(0), new Uri(row.GetString(1)), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetFieldValue<DateTimeOffset>(3)),
            cancel, now, now + CatchUpLimits.Lease)) is [var due]
            ? due
            : null;
    }

    /// <summary>Keeps how far the outbox was read, and the claim.</summary>
    public Task Read(FollowedCatalogue followed, long cursor, CancellationToken cancel) => Run(
        "update node.catch_up set cursor = $2, next_at = $3 where catalogue = $1", cancel,
        followed.Catalogue.AbsoluteUri, cursor, time.GetUtcNow() + CatchUpLimits.Lease);

    /// <summary>Notes that what was signed again was read. When it is said once more meanwhile, the catalogue stays due.</summary>
    public Task HasReadSignedAgain(FollowedCatalogue followed, CancellationToken cancel) => Run(
        "update node.catch_up set signed_again_at = nullif(signed_again_at, $2) where catalogue = $1", cancel,
        followed.Catalogue.AbsoluteUri, followed.SignedAgainAt!.Value); // it was read because of it

    /// <summary>Keeps what came out and when to look again.</summary>
    public Task Finish(FollowedCatalogue followed, CatchUpVerdict verdict, int missing, string? reason, CancellationToken cancel, TimeSpan? asked = null) => Run("""
        update node.catch_up set verdict = $2, missing = $3, reason = nullif($4, ''), compared_at = $5,
            next_at = case when signed_again_at > $7 then $5 else $6 end where catalogue = $1
        """, cancel, followed.Catalogue.AbsoluteUri, verdict.ToString(), missing, reason ?? "", time.GetUtcNow(), CatchUpRules.Next(verdict, time.GetUtcNow(), asked),
        followed.SignedAgainAt ?? DateTimeOffset.MinValue);

    private async Task Run(string sql, CancellationToken cancel, params object[] values)
    {
        await using var command = source.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
