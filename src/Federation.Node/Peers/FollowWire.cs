using System.Text.Json.Nodes;

namespace Federation.Node.Peers;

/// <summary>Following as it is written on the wire (ActivityPub §7.5 to §7.7, §7.10).</summary>
internal static class FollowWire
{
    /// <summary>Asks to follow. Also what is embedded when the whole activity is not at hand.</summary>
    public static JsonObject Follow(string? id, Uri follower, Uri catalogue)
    {
        var follow = new JsonObject { ["type"] = "Follow", ["actor"] = follower.AbsoluteUri, ["object"] = catalogue.AbsoluteUri };
        if (!string.IsNullOrEmpty(id))
        {
            follow.Insert(0, "id", id);
        }

        return follow;
    }

    /// <summary>Stops following; the Follow is embedded, as most servers need it.</summary>
    public static JsonObject Undo(JsonObject follow) => new()
    {
        ["type"] = "Undo", ["actor"] = follow["actor"]!.DeepClone(), ["object"] = follow.DeepClone(), // Follow wrote it
    };

    /// <summary>A catalogue answers a Follow with it embedded, as most servers need it.</summary>
    /// <param name="type"><c>Accept</c> or <c>Reject</c>; Reject also ends what was accepted before.</param>
    /// <param name="catalogue">Whose answer it is.</param>
    /// <param name="follower">To whom.</param>
    /// <param name="follow">What is answered.</param>
    public static JsonObject Answer(string type, Uri catalogue, Uri follower, JsonObject follow) => new()
    {
        ["type"] = type, ["actor"] = catalogue.AbsoluteUri, ["to"] = new JsonArray(follower.AbsoluteUri), ["object"] = follow.DeepClone(),
    };
}
