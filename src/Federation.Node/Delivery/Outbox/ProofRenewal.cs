using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IProofRenewal"/>
internal sealed class ProofRenewal(NpgsqlDataSource source, INodeIdentity identity, NodeOptions options) : IProofRenewal
{
    /// <summary>Activities signed again in one transaction: whoever publishes meanwhile waits for no more than these.</summary>
    private const int AtOnce = 200;

    public async Task Renew(NodeKey retired, bool retiredJustNow, CancellationToken cancel)
    {
        if (retiredJustNow)
        {
            await Task.Delay(NodeKeyRing.FreshFor + TimeSpan.FromSeconds(1), cancel); // what replicas remember ends by real time too
        }

        for (long last = 0; ;)
        {
            var page = await source.List(
                "select sequence, body from node.outbox where sequence > $1 and position(convert_to($2, 'UTF8') in body) > 0 order by sequence limit $3",
                row => (Sequence: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1)), cancel, last, $"#{retired.Name}\"", AtOnce);
            if (page.Count == 0)
            {
                return;
            }

            var renewed = page.Select(each => (each.Sequence, Body: ProofRules.Renew(each.Body, options.Origin.Authority, retired.Name, identity.SignObject)))
                .Where(each => each.Body is not null).ToList();
            await using var update = source.Command(
                "update node.outbox o set body = n.body, revision = o.revision + 1 from unnest($1::bigint[], $2::bytea[]) as n (sequence, body) where o.sequence = n.sequence",
                renewed.Select(each => each.Sequence).ToArray(), renewed.Select(each => each.Body!).ToArray()); // selected above
            await update.ExecuteNonQueryAsync(cancel);
            last = page[^1].Sequence;
        }
    }
}
