using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Contributions.Daily;

/// <summary>
/// Answers of single days until their week is added up: each sealed under the consent's key, one row a week, so that nobody without the key reads which days they are of.
/// Answering a day again replaces its box, from whichever replica. In the database, and durable when it is acknowledged.
/// </summary>
internal sealed class DayAnswers(NpgsqlDataSource source, KeyVault vault)
{
    /// <summary>Takes the weeks of a consent up to one away, in the transaction that keeps their sums.</summary>
    public const string TakeAway = "delete from node.waiting_week where consent_id = ? and week <= ?";

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Contributions", """
        create table if not exists node.waiting_week (
            consent_id uuid not null, week text collate "C" not null, campaign_id uuid not null, boxes bytea[] not null, primary key (consent_id, week));
        do $$ begin
            if to_regclass('node.day_answer') is not null then -- of before: one row a day, which told the day
                lock table node.day_answer;
                insert into node.waiting_week (consent_id, week, campaign_id, boxes)
                    select consent_id, to_char(day, 'IYYY-"W"IW'), campaign_id, array_agg(box) from node.day_answer group by 1, 2, 3
                    on conflict (consent_id, week) do update set boxes = waiting_week.boxes || excluded.boxes;
                drop table node.day_answer;
            end if;
        end $$;
        """);

    /// <summary>Keeps the answers of a day, instead of earlier ones to it.</summary>
    /// <exception cref="SubjectErasedException">The consent was withdrawn meanwhile.</exception>
    public async Task Keep(Guid consentId, Guid campaignId, DateOnly day, ContributedRow answers, CancellationToken cancel)
    {
        var sealedDay = await vault.Seal(new SubjectId(consentId), new HeldDay(day, answers), cancel);
        var earlier = (await Boxes(consentId, cancel)).Where(held => held.Day.Day == day).Select(held => held.Box).ToArray();
        // Whoever answers another day at the same moment adds to the row too. Two answers to one day at the same moment both stay, and the later box stands.
        await source.Run("""
            insert into node.waiting_week (consent_id, week, campaign_id, boxes) values ($1, $2, $3, array[$4])
            on conflict (consent_id, week) do update set boxes = array(select box from unnest(waiting_week.boxes) with ordinality as held (box, place) where box <> all ($5) order by place) || excluded.boxes
            """, cancel, consentId, DailyRules.WeekOf(day), campaignId, sealedDay.Box, earlier);
    }

    /// <summary>The days held of a consent, as far as they can still be read.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, ContributedRow>> Of(Guid consentId, CancellationToken cancel)
    {
        var days = new SortedDictionary<DateOnly, ContributedRow>();
        foreach (var (_, day) in await Boxes(consentId, cancel))
        {
            days[day.Day] = day.Answers;
        }

        return days;
    }

    /// <summary>The consents of which days are held, with their campaign and the first of the weeks.</summary>
    public Task<IReadOnlyList<(Guid ConsentId, Guid CampaignId, string First)>> Held(CancellationToken cancel) => source.List(
        "select consent_id, campaign_id, min(week) from node.waiting_week group by consent_id, campaign_id",
        row => (row.GetGuid(0), row.GetGuid(1), row.GetString(2)), cancel);

    /// <summary>Removes the days of a consent that has ended.</summary>
    public Task Remove(Guid consentId, CancellationToken cancel) => source.Run("delete from node.waiting_week where consent_id = $1", cancel, consentId);

    // In the order of the answers.
    private async Task<IEnumerable<(byte[] Box, HeldDay Day)>> Boxes(Guid consentId, CancellationToken cancel)
    {
        var boxes = (await source.List("select boxes from node.waiting_week where consent_id = $1", row => row.GetFieldValue<byte[][]>(0), cancel, consentId)).SelectMany(week => week).ToList();
        var opened = await vault.OpenAll([.. boxes.Select(box => new Sealed<HeldDay>(new SubjectId(consentId), box))], cancel);
        return boxes.Zip(opened).Where(each => !each.Second.IsErased).Select(each => (each.First, each.Second.Value));
    }

    // The day is sealed with its answers, and read from there alone.
    private sealed record HeldDay(DateOnly Day, ContributedRow Answers);
}
