using System.Text.Json;
using Federation.Node.Consents;
using Federation.Node.Hosting.Database;
using Federation.Node.Members;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Contributions.CleanInsights;

/// <summary>
/// Personal addresses to which apps send measurements, one for a consent. Of the secret in it only the hash is kept; whose it is and the member's answers are sealed under the consent's key, so
/// that an address leads to nobody once the consent ended. Made from no events: whoever lost it makes another.
/// </summary>
internal sealed class MeasuringAddresses(NpgsqlDataSource source, KeyVault vault, ISecrets secrets, TimeProvider time)
{
    /// <summary>The table.</summary>
    public static SchemaScript Script { get; } = new("Contributions", """
        create table if not exists node.measuring_address (
            consent_id uuid primary key, campaign_id uuid not null, token_hash bytea not null unique, box bytea not null,
            made_at timestamptz not null, day date not null, messages integer not null default 0);
        """);

    /// <summary>Makes an address, and ends the one before it.</summary>
    /// <returns>The secret in it, which nobody can show again.</returns>
    public async Task<string> Make(ActiveConsent consent, IReadOnlyDictionary<string, string> choices, CancellationToken cancel)
    {
        var (token, now) = (secrets.NewToken(), time.GetUtcNow());
        var box = await vault.SealBytes(new SubjectId(consent.ConsentId), Context(consent.ConsentId), JsonSerializer.SerializeToUtf8Bytes(new Inside(consent.MemberId, choices)), cancel);
        await source.Run("""
            insert into node.measuring_address (consent_id, campaign_id, token_hash, box, made_at, day) values ($1, $2, $3, $4, $5, $6)
            on conflict (consent_id) do update set token_hash = excluded.token_hash, box = excluded.box, made_at = excluded.made_at, day = excluded.day, messages = 0
            """, cancel, consent.ConsentId, consent.CampaignId, secrets.HashOfToken(token), box, now, DateOnly.FromDateTime(now.UtcDateTime));
        return token;
    }

    /// <summary>When the address of a consent was made; null: it has none.</summary>
    public async Task<DateTimeOffset?> MadeAt(Guid consentId, CancellationToken cancel) =>
        (await source.List("select made_at from node.measuring_address where consent_id = $1", row => (DateTimeOffset?)row.GetFieldValue<DateTimeOffset>(0), cancel, consentId)).SingleOrDefault();

    /// <summary>Ends the address of a consent.</summary>
    public async Task End(Guid consentId, CancellationToken cancel) => await source.Run("delete from node.measuring_address where consent_id = $1", cancel, consentId);

    /// <summary>Whose address it is, with this message counted; null: nobody's.</summary>
    public async Task<MeasuringAddress?> Find(string token, CancellationToken cancel)
    {
        var found = await source.List("""
            update node.measuring_address set messages = case when day = $2 then messages + 1 else 1 end, day = $2 where token_hash = $1
            returning consent_id, campaign_id, messages, box
            """, row => (ConsentId: row.GetGuid(0), CampaignId: row.GetGuid(1), Messages: row.GetInt32(2), Box: row.GetFieldValue<byte[]>(3)), cancel,
            secrets.HashOfToken(token), DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        if (found is not [var (consentId, campaignId, messages, box)])
        {
            return null;
        }

        var inside = await vault.OpenBytes(new SubjectId(consentId), Context(consentId), box, cancel);
        if (inside.IsErased)
        {
            await End(consentId, cancel);
            return null;
        }

        var (memberId, choices) = JsonSerializer.Deserialize<Inside>(inside.Value)!; // it was written above
        return new(consentId, campaignId, memberId, choices, messages);
    }

    private static string Context(Guid consentId) => $"measuring address {consentId}";

    /// <summary>What is sealed.</summary>
    private sealed record Inside(Guid MemberId, IReadOnlyDictionary<string, string> Choices);
}

/// <summary>An address that was found.</summary>
/// <param name="ConsentId">The consent it rests on.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="MemberId">Whose.</param>
/// <param name="Choices">The member's answers that no app measures.</param>
/// <param name="Messages">Messages of today, this one counted.</param>
internal sealed record MeasuringAddress(Guid ConsentId, Guid CampaignId, Guid MemberId, IReadOnlyDictionary<string, string> Choices, int Messages);
