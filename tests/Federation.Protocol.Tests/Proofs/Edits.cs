using System.Text.Json.Nodes;

namespace Federation.Protocol.Tests.Proofs;

/// <summary>Every way to edit one node of a document so that it says something else.</summary>
internal static class Edits
{
    /// <summary>What was done and the document after it; the original stays as it is.</summary>
    public static IEnumerable<(string What, JsonObject Edited)> Of(JsonObject document)
    {
        foreach (var path in Paths(document, []).ToList())
        {
            foreach (var (what, edit) in At(path, document))
            {
                var copy = document.DeepClone().AsObject();
                if (edit(Walk(copy, path)))
                {
                    yield return ($"{what} at /{string.Join('/', path)}", copy);
                }
            }
        }
    }

    // Edits of the container at a path. Each answers whether it changed anything.
    private static IEnumerable<(string, Func<JsonNode, bool>)> At(object[] path, JsonObject document)
    {
        var isRoot = path.Length == 0;
        switch (Walk(document, path))
        {
            case JsonObject members:
                foreach (var name in members.Select(member => member.Key).Where(name => !isRoot || name != "signature"))
                {
                    yield return ($"changed {name}", at => Set(() => at[name], value => at[name] = value));
                    yield return ($"removed {name}", at => at.AsObject().Remove(name));
                    yield return ($"renamed {name}", at => at.AsObject() is var to && to.Remove(name, out var value) && to.TryAdd(name + "x", value));
                }

                yield return ("added a member", at => at.AsObject().TryAdd("added", null));
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    var index = i;
                    yield return ($"changed item {index}", at => Set(() => at[index], value => at[index] = value));
                    yield return ($"removed item {index}", at => Do(() => at.AsArray().RemoveAt(index)));
                    yield return ($"swapped items {index} and the next", at => Swap(at.AsArray(), index));
                }

                yield return ("added an item", at => Do(() => at.AsArray().Add(null)));
                break;
        }
    }

    // A value becomes another one that is as near to it as can be.
    private static bool Set(Func<JsonNode?> get, Action<JsonNode?> set)
    {
        JsonNode? changed = get() switch
        {
            null => JsonValue.Create(false),
            JsonValue value when value.TryGetValue(out string? text) => JsonValue.Create(text + " "),
            JsonValue value when value.TryGetValue(out bool flag) => JsonValue.Create(!flag),
            JsonValue value => JsonValue.Create(Math.BitIncrement(double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture))),
            _ => JsonValue.Create("x"),
        };
        set(changed);
        return true;
    }

    private static bool Swap(JsonArray items, int index)
    {
        if (index + 1 >= items.Count || JsonNode.DeepEquals(items[index], items[index + 1]))
        {
            return false;
        }

        var item = items[index];
        items.RemoveAt(index);
        items.Insert(index + 1, item);
        return true;
    }

    private static bool Do(Action edit)
    {
        edit();
        return true;
    }

    private static JsonNode Walk(JsonNode root, object[] path) =>
        path.Aggregate(root, (at, step) => (step is int index ? at[index] : at[(string)step])!); // a path leads to containers only

    private static IEnumerable<object[]> Paths(JsonNode node, object[] at)
    {
        yield return at;
        IEnumerable<(object Step, JsonNode? Node)> children = node switch
        {
            JsonObject members => members.Where(member => at.Length > 0 || member.Key != "signature").Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            if (child is JsonObject or JsonArray)
            {
                foreach (var deeper in Paths(child, [.. at, step]))
                {
                    yield return deeper;
                }
            }
        }
    }
}
