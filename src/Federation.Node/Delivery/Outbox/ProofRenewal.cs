using Federation.Node.Delivery.Keys;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.Outbox;

/// <inheritdoc cref="IProofRenewal"/>
internal sealed class ProofRenewal(
    NpgsqlDataSource source, IDocumentStore store, IEnumerable<IKeptDocuments> rooms, INodeIdentity identity, NodeOptions options, TimeProvider time) : IProofRenewal
{
    /// <summary>Activities signed again in one transaction: whoever publishes meanwhile waits for no more than these.</summary>
    private const int AtOnce = 200;

    /// <summary>Times that a page is begun anew because somebody changed what a room keeps in that moment.</summary>
    private const int MostAttempts = 5;

    public async Task Renew(NodeKey retired, bool retiredJustNow, CancellationToken cancel)
    {
        if (retiredJustNow)
        {
            await Task.Delay(NodeKeyRing.FreshFor + TimeSpan.FromSeconds(1), cancel); // what replicas remember ends by real time too
        }

        for (long? last = 0; last is { } after;)
        {
            last = await StreamConflict.Again(MostAttempts, () => RenewPage(retired, after, cancel));
        }
    }

    // Returns the number of its last activity; null when there is none.
    private async Task<long?> RenewPage(NodeKey retired, long after, CancellationToken cancel)
    {
        var page = await source.List(
            "select sequence, body from node.outbox where sequence > $1 and position(convert_to($2, 'UTF8') in body) > 0 order by sequence limit $3",
            row => (Sequence: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1)), cancel, after, $"#{retired.Name}\"", AtOnce);
        if (page.Count == 0)
        {
            return null;
        }

        await using var session = store.LightweightSession();
        var documents = new Dictionary<string, System.Text.Json.Nodes.JsonObject>(StringComparer.Ordinal);
        foreach (var (sequence, body) in page)
        {
            if (ProofRules.Renew(body, options.Origin.Authority, retired.Name, identity.SignObject) is { } renewed)
            {
                session.QueueSqlCommand("update node.outbox set body = ?, revision = revision + 1 where sequence = ?", renewed.Body, sequence);
                foreach (var document in renewed.Documents.Where(each => ActivityShape.Id(each) is not null))
                {
                    documents[ActivityShape.Id(document)!] = document; // just looked
                }
            }
        }

        foreach (var room in rooms)
        {
            await room.Replace(documents, session, time.GetUtcNow(), cancel);
        }

        await session.SaveChangesAsync(cancel);
        return page[^1].Sequence;
    }
}
