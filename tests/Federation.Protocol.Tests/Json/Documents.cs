using System.Text.Json.Nodes;
using CsCheck;

namespace Federation.Protocol.Tests.Json;

/// <summary>Random JSON objects: a few levels, awkward names, every kind of value.</summary>
internal static class Documents
{
    private static readonly Gen<string> Text = Gen.Frequency(
        (4, Gen.String[Gen.Char.AlphaNumeric, 0, 8]),
        (1, Gen.OneOfConst("", "\"", "\\", "\n", "\u001f", "/", "é", "e\u0301", "\ud83d\ude02", "\ufb33", "\u2028", "http://a.example/?b=c&d", "@context", "__proto__")));

    private static readonly Gen<JsonNode?> Leaf = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Long[-9_007_199_254_740_991, 9_007_199_254_740_991].Select(whole => (JsonNode?)JsonValue.Create(whole)),
        Gen.Double[-1000, 1000].Select(real => (JsonNode?)JsonValue.Create(real)),
        Gen.Const((JsonNode?)null));

    /// <summary>Objects of up to three levels.</summary>
    public static readonly Gen<JsonObject> Any = Object(Node(2));

    private static Gen<JsonNode?> Node(int levels) => levels == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (1, Object(Node(levels - 1)).Select(members => (JsonNode?)members)),
        (1, Node(levels - 1).Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())]))));

    private static Gen<JsonObject> Object(Gen<JsonNode?> value) => Gen.Select(Text, value).Array[0, 6].Select(members =>
        new JsonObject(members.DistinctBy(member => member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone()))));

    /// <summary>The same document with the members of each object in reverse order.</summary>
    public static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, Reversed(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
