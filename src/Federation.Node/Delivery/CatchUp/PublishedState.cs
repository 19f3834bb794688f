using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>The publisher's side: the state of a catalogue, and its outbox in the order in which things were said.</summary>
internal sealed class PublishedState(NpgsqlDataSource source, INodeIdentity identity)
{
    private readonly ConcurrentDictionary<string, (long Newest, CollectionState State)> computed = new(StringComparer.Ordinal);

    public void Map(WebApplication app)
    {
        app.MapGet("/catalogues/{name}/state", State).AddEndpointFilter<PeersOnly>();
        app.MapGet("/catalogues/{name}/outbox/after/{sequence:long}", After).AddEndpointFilter<PeersOnly>();
    }

    private async Task<IResult> State(string name, CancellationToken cancel)
    {
        await using var command = source.Command("select max(sequence) from node.outbox where audience_kind = 'followers' and audience = $1", name);
        if (await command.ExecuteScalarAsync(cancel) is not long newest)
        {
            return OutboxPages.Shows(name) ? Answer(new CollectionState(0, CollectionDigest.Of([])), name) : Results.NotFound();
        }

        if (!computed.TryGetValue(name, out var known) || known.Newest != newest)
        {
            known = (newest, await Compute(name, newest, cancel));
            computed[name] = known;
        }

        return Answer(known.State, name);
    }

    private async Task<CollectionState> Compute(string name, long newest, CancellationToken cancel)
    {
        var pairs = await source.List("""
            select distinct on (object) object, id from (
                select id, sequence, coalesce(said -> 'object' ->> 'id', said ->> 'object') as object from (
                    select id, sequence, convert_from(body, 'UTF8')::jsonb as said from node.outbox
                    where audience_kind = 'followers' and audience = $1 and sequence <= $2) all_said
                where said -> 'type' ?| array['Create', 'Update', 'Delete']) changes
            where object is not null order by object, sequence desc
            """, row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancel, name, newest);
        return new CollectionState(pairs.Count, CollectionDigest.Of(pairs));
    }

    // Oldest first, so that a reader who keeps the last number misses nothing however much is said meanwhile.
    private async Task<IResult> After(string name, long sequence, CancellationToken cancel)
    {
        if (sequence < 0 || !OutboxPages.Shows(name))
        {
            return Results.NotFound();
        }

        var rows = await source.List(
            "select sequence, body from node.outbox where audience_kind = 'followers' and audience = $1 and sequence > $2 order by sequence limit $3",
            row => (Sequence: row.GetInt64(0), Body: row.GetFieldValue<byte[]>(1)), cancel, name, sequence, CatchUpLimits.PageItems + 1);
        var (bytes, taken) = (0, 0);
        while (taken < Math.Min(rows.Count, CatchUpLimits.PageItems) && (taken == 0 || bytes + rows[taken].Body.Length <= CatchUpLimits.PageBytes))
        {
            bytes += rows[taken++].Body.Length;
        }

        var outbox = identity.ActorOf(name).AbsoluteUri + "/outbox";
        var page = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams",
            ["id"] = $"{outbox}/after/{sequence}",
            ["type"] = "OrderedCollectionPage",
            ["partOf"] = outbox,
            ["orderedItems"] = new JsonArray([.. rows.Take(taken).Select(row => JsonNode.Parse(row.Body))]),
        };
        if (taken > 0)
        {
            page["un:last"] = rows[taken - 1].Sequence;
        }

        if (taken < rows.Count)
        {
            page["next"] = $"{outbox}/after/{rows[taken - 1].Sequence}";
        }

        return Results.Text(page.ToJsonString(), ActivityContexts.MediaType);
    }

    private IResult Answer(CollectionState state, string name) =>
        Results.Text(identity.SignObject(state.Write(identity.ActorOf(name))).ToJsonString(), ActivityContexts.MediaType);
}
