using System.Text.Json.Nodes;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Hosting.Database;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Marten;
using Npgsql;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>
/// Of every object that a peer's actor told of, the newest activity about it that was settled here, applied or refused. Written in the
/// transaction that settles it.
/// </summary>
internal sealed class HeldObjects(NpgsqlDataSource source, IFollowing following)
{
    /// <summary>Activities that change what a catalogue states.</summary>
    private static readonly string[] Changes = ["Create", "Update", "Delete"];

    private const string Newer = """
        on conflict (actor, object) do update set version = excluded.version, published = excluded.published
        where (excluded.published, excluded.version) > (h.published, h.version)
        """;

    /// <summary>Notes it when the session is saved. An older one that comes late changes nothing.</summary>
    public static void Note(IDocumentSession session, JsonObject activity)
    {
        if (ObjectOf(activity) is { } thing)
        {
            session.QueueSqlCommand(
                $"insert into node.held_object as h (actor, object, version, published) values (?, ?, ?, ?) {Newer}",
                ActivityShape.Actor(activity)!, thing, ActivityShape.Id(activity)!, Published(activity)); // checked when it arrived
        }
    }

    /// <summary>Notes those that are said by catalogues this node follows: of others nothing is compared.</summary>
    public async Task NoteOfFollowed(IReadOnlyList<WaitingActivity> activities, CancellationToken cancel)
    {
        var catalogues = (await following.Followed(cancel)).Select(each => each.Catalogue.AbsoluteUri).ToHashSet(StringComparer.Ordinal);
        foreach (var activity in activities.Where(each => catalogues.Contains(each.Actor)))
        {
            var body = StrictJson.ReadObject(activity.Body).Document!; // read before it was stored
            if (ObjectOf(body) is { } thing)
            {
                await using var command = source.Command(
                    $"insert into node.held_object as h (actor, object, version, published) values ($1, $2, $3, $4) {Newer}",
                    activity.Actor, thing, activity.Id, Published(body));
                await command.ExecuteNonQueryAsync(cancel);
            }
        }
    }

    private static string? ObjectOf(JsonObject activity) =>
        Changes.Any(type => ActivityShape.HasType(activity, type)) ? ActivityShape.Object(activity) : null;

    private static string Published(JsonObject activity) => ActivityShape.Text(activity, "published") ?? "";

    /// <summary>What is held of a catalogue: how many objects, and their digest.</summary>
    public async Task<(int Count, string Digest)> Of(Uri catalogue, CancellationToken cancel)
    {
        var held = await source.List(
            "select object, version from node.held_object where actor = $1",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), cancel, catalogue.AbsoluteUri);
        return (held.Count, CollectionDigest.Of(held));
    }
}
