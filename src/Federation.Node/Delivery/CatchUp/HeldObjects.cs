using System.Text.Json.Nodes;
using Federation.Protocol.Activities;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>
/// Of every object that a peer's actor told of, the newest activity about it that was settled here, applied or refused. Written in the
/// transaction that settles it.
/// </summary>
internal sealed class HeldObjects(NpgsqlDataSource source)
{
    /// <summary>Activities that change what a catalogue states.</summary>
    private static readonly string[] Changes = ["Create", "Update", "Delete"];

    /// <summary>Notes it when the session is saved. An older one that comes late changes nothing.</summary>
    public static void Note(IDocumentSession session, JsonObject activity)
    {
        if (!Changes.Any(type => ActivityShape.HasType(activity, type)) || ActivityShape.Object(activity) is not { } thing)
        {
            return;
        }

        session.QueueSqlCommand("""
            insert into node.held_object as h (actor, object, version, published) values (?, ?, ?, ?)
            on conflict (actor, object) do update set version = excluded.version, published = excluded.published
            where (excluded.published, excluded.version) > (h.published, h.version)
            """,
            ActivityShape.Actor(activity)!, thing, ActivityShape.Id(activity)!, // checked when it arrived
            ActivityShape.Text(activity, "published") ?? "");
    }

    /// <summary>What is held of a catalogue: how many objects, and their digest.</summary>
    public async Task<(int Count, string Digest)> Of(Uri catalogue, CancellationToken cancel)
    {
        var held = await source.List(
            "select object, version from node.held_object where actor = $1",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancel, catalogue.AbsoluteUri);
        return (held.Count, CollectionDigest.Of(held));
    }
}
