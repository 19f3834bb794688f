using System.Text.Json.Nodes;

namespace Federation.Protocol.Activities;

/// <summary>Reads the parts of an activity that every receiver needs, whether they stand as URL or embedded (ActivityStreams 2.0 §2.1).</summary>
public static class ActivityShape
{
    /// <summary>The activity's id; null when absent.</summary>
    public static string? Id(JsonObject activity) => Text(activity, "id");

    /// <summary>URL of the actor; null when absent.</summary>
    public static string? Actor(JsonObject activity) => Reference(activity, "actor");

    /// <summary>URL of the object, or of the object embedded; null when absent.</summary>
    public static string? Object(JsonObject activity) => Reference(activity, "object");

    /// <summary>True when <c>type</c> is, or holds, the name.</summary>
    public static bool HasType(JsonObject thing, string type)
    {
        ArgumentNullException.ThrowIfNull(thing);
        return thing["type"] switch
        {
            JsonArray types => types.Any(each => Is(each, type)),
            var single => Is(single, type),
        };
    }

    /// <summary>A text member; null when absent or something else.</summary>
    public static string? Text(JsonObject thing, string name)
    {
        ArgumentNullException.ThrowIfNull(thing);
        return thing[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    private static string? Reference(JsonObject thing, string name) =>
        thing?[name] is JsonObject embedded ? Text(embedded, "id") : thing is null ? null : Text(thing, name);

    private static bool Is(JsonNode? node, string type) => node is JsonValue value && value.TryGetValue(out string? text) && text == type;
}
