using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Hosting.Configuration;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Marten;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Writes activities into the outbox, in the caller's transaction.</summary>
internal sealed class Activities(INodeIdentity identity, NodeOptions options, TimeProvider time) : IActivities
{
    /// <summary>
    /// Taken first by everyone who adds, so that sequences are given out and committed in one order and a cursor passes nothing by. Readers go on.
    /// </summary>
    public const string Lock = "lock table node.outbox in share row exclusive mode";

    /// <summary>Wakes the lanes of all replicas when the transaction commits. No <c>select pg_notify</c>: Marten takes its row for one of its own.</summary>
    public const string Notify = "notify " + OutboxSchema.Channel;

    private const string Head = """
        insert into node.stream_head as h (topic, newest) values (?, currval('node.outbox_sequence_seq'))
        on conflict (topic) do update set newest = greatest(h.newest, excluded.newest)
        """;

    public void Publish(IDocumentSession session, JsonObject activity, Audience audience, string? about = null)
    {
        var now = time.GetUtcNow();
        var whole = activity.DeepClone().AsObject();
        var actor = audience is Audience.Followers followers ? identity.ActorOf(followers.Catalogue) : identity.Actor;
        if (!whole.ContainsKey("@context"))
        {
            whole.Insert(0, "@context", ActivityContexts.Activity);
        }

        whole["id"] ??= new Uri(options.Origin, $"/activities/{Guid.CreateVersion7(now)}").AbsoluteUri;
        whole["actor"] ??= actor.AbsoluteUri;
        whole["published"] ??= now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        whole["to"] ??= audience switch
        {
            Audience.Peer peer => new JsonArray(new Uri(Wire.PeerAddress.OriginOf(peer.Host, options), "/actor").AbsoluteUri),
            _ => new JsonArray(actor.AbsoluteUri + "/followers"),
        };
        var (kind, name) = audience switch
        {
            Audience.Followers to => ("followers", to.Catalogue),
            Audience.Peer to => ("peer", to.Host),
            _ => throw new ArgumentException("An audience is followers or a peer.", nameof(audience)),
        };
        var (id, body) = (whole["id"]!.ToString(), CanonicalJson.Bytes(identity.SignObject(whole))); // set above
        session.QueueSqlCommand(Lock);
        session.QueueSqlCommand(
            "insert into node.outbox (id, audience_kind, audience, body, created_at, object, is_update) values (?, ?, ?, ?, ?, nullif(?, ''), ?)",
            id, kind, name, body, now, kind == "followers" ? about ?? "" : "", ActivityShape.HasType(whole, "Update"));
        session.QueueSqlCommand(Head, kind == "followers" ? name : Lane.DirectTopic(name));
        if (kind == "followers" && ActivityShape.HasType(whole, "Delete"))
        {
            Farewells.ToFormerFollowers(session, name, id, body, now);
        }

        session.QueueSqlCommand(Notify);
    }
}
