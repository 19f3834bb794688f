using Federation.Node.Hosting.Database;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Contributions.Daily;

/// <summary>
/// Answers of single days until their week is added up: sealed under the consent's key, one row a day, so that answering a day again replaces it, from whichever replica.
/// In the database, and durable when it is acknowledged.
/// </summary>
internal sealed class DayAnswers(NpgsqlDataSource source, KeyVault vault)
{
    /// <summary>Takes the days of a consent up to one away, in the transaction that keeps their weeks.</summary>
    public const string TakeAway = "delete from node.day_answer where consent_id = ? and day <= ?";

    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Contributions", """
        create table if not exists node.day_answer (
            consent_id uuid not null, day date not null, campaign_id uuid not null, box bytea not null, primary key (consent_id, day));
        """);

    /// <summary>Keeps the answers of a day, instead of earlier ones to it.</summary>
    /// <exception cref="SubjectErasedException">The consent was withdrawn meanwhile.</exception>
    public async Task Keep(Guid consentId, Guid campaignId, DateOnly day, ContributedRow answers, CancellationToken cancel)
    {
        var sealedDay = await vault.Seal(new SubjectId(consentId), new HeldDay(day, answers), cancel);
        await source.Run("""
            insert into node.day_answer (consent_id, day, campaign_id, box) values ($1, $2, $3, $4)
            on conflict (consent_id, day) do update set box = excluded.box
            """, cancel, consentId, day, campaignId, sealedDay.Box);
    }

    /// <summary>The days held of a consent, as far as they can still be read.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, ContributedRow>> Of(Guid consentId, CancellationToken cancel)
    {
        var held = await source.List("select box from node.day_answer where consent_id = $1",
            row => new Sealed<HeldDay>(new SubjectId(consentId), row.GetFieldValue<byte[]>(0)), cancel, consentId);
        var days = new SortedDictionary<DateOnly, ContributedRow>();
        foreach (var opened in (await vault.OpenAll(held, cancel)).Where(opened => !opened.IsErased))
        {
            days[opened.Value.Day] = opened.Value.Answers;
        }

        return days;
    }

    /// <summary>The consents of which days are held, with their campaign and the first of the days.</summary>
    public Task<IReadOnlyList<(Guid ConsentId, Guid CampaignId, DateOnly First)>> Held(CancellationToken cancel) => source.List(
        "select consent_id, campaign_id, min(day) from node.day_answer group by consent_id, campaign_id",
        row => (row.GetGuid(0), row.GetGuid(1), row.GetFieldValue<DateOnly>(2)), cancel);

    /// <summary>Removes the days of a consent that has ended.</summary>
    public Task Remove(Guid consentId, CancellationToken cancel) => source.Run("delete from node.day_answer where consent_id = $1", cancel, consentId);

    // The day is sealed with its answers: a row that was moved to another day is still of its own.
    private sealed record HeldDay(DateOnly Day, ContributedRow Answers);
}
