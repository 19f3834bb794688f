using Federation.Node.Consents;
using Federation.Node.Consents.Retention;
using Federation.Node.Hosting.Database;
using Npgsql;

namespace Federation.Node.Datasets.Corrections;

/// <summary>Contributions stay until everybody who withdrew before the date is out of the tables: a corrected table is made of what the others gave.</summary>
internal sealed class CorrectionsUnderWay(NpgsqlDataSource source) : IRetentionHold
{
    // A withdrawal that was not listened to yet counts as well.
    public async Task<bool> Needs(Guid campaignId, CancellationToken cancel) => (await source.List($"""
        select exists (select from node.correction_due where campaign_id = $1)
            or coalesce((select max(seq_id) from node.mt_events where type = '{ConsentWithdrawn.StoredName}'), 0)
                > coalesce((select max(last_seq_id) from node.mt_event_progression where name like '{DatasetReactions.Listener}%'), 0)
        """, row => row.GetBoolean(0), cancel, campaignId))[0];
}
