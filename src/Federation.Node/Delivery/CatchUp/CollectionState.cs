using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Node.Delivery.CatchUp;

/// <summary>What a publisher states about a catalogue as a whole; on the wire it is a signed document at <c>{catalogue}/state</c>.</summary>
/// <param name="Objects">How many objects it told of, deleted ones included.</param>
/// <param name="Digest">Over each object and the newest activity about it: <see cref="CollectionDigest"/>.</param>
internal sealed record CollectionState(int Objects, string Digest)
{
    private const string Kind = "un:CollectionState";

    public static string UrlOf(Uri catalogue) => catalogue.AbsoluteUri + "/state";

    /// <summary>The document, without its proof.</summary>
    public JsonObject Write(Uri catalogue) => new()
    {
        ["@context"] = ActivityContexts.Activity.DeepClone(),
        ["id"] = UrlOf(catalogue),
        ["type"] = new JsonArray("Object", Kind),
        ["attributedTo"] = catalogue.AbsoluteUri,
        ["un:objects"] = Objects,
        ["un:digest"] = Digest,
    };

    /// <summary>Reads it; null when it is not the state of that catalogue.</summary>
    public static CollectionState? Read(JsonObject document, Uri catalogue) =>
        ActivityShape.HasType(document, Kind) && ActivityShape.Id(document) == UrlOf(catalogue)
        && ActivityShape.Text(document, "attributedTo") == catalogue.AbsoluteUri
        && document["un:objects"] is JsonValue count && count.TryGetValue(out int objects) && ActivityShape.Text(document, "un:digest") is { } digest
            ? new CollectionState(objects, digest)
            : null;
}
