using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Protocol.Json;

/// <summary>
/// Walks a document and writes its canonical form (RFC 8785 §3.2) straight into a buffer: no text is parsed again, and strings that were
/// read from UTF-8 are copied as they are.
/// </summary>
internal static class CanonicalWriter
{
    private static readonly Comparison<KeyValuePair<string, JsonNode?>> ByName = (one, other) => string.CompareOrdinal(one.Key, other.Key);
    private static readonly Comparison<KeyValuePair<string, JsonElement>> ElementByName = (one, other) => string.CompareOrdinal(one.Key, other.Key);

    /// <summary>Writes a node.</summary>
    public static void Write(JsonNode? node, ref PooledText to)
    {
        switch (node)
        {
            case null:
                to.Append("null"u8);
                break;
            case JsonObject members:
                Write(members, [], ref to);
                break;
            case JsonArray items:
                to.Append("["u8);
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                    {
                        to.Append(","u8);
                    }

                    Write(items[i], ref to);
                }

                to.Append("]"u8);
                break;
            default:
                Write(node.AsValue(), ref to);
                break;
        }
    }

    /// <summary>Writes an object as if some of its members were not there.</summary>
    public static void Write(JsonObject members, ReadOnlySpan<string> without, ref PooledText to)
    {
        var rented = ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Rent(members.Count);
        try
        {
            ((ICollection<KeyValuePair<string, JsonNode?>>)members).CopyTo(rented, 0);
            var sorted = rented.AsSpan(0, members.Count);
            sorted.Sort(ByName); // §3.2.3: by UTF-16 code units, which is what ordinal comparison does
            to.Append("{"u8);
            var isFirst = true;
            foreach (var (name, value) in sorted)
            {
                if (without.Contains(name))
                {
                    continue;
                }

                Name(name, ref isFirst, ref to);
                Write(value, ref to);
            }

            to.Append("}"u8);
        }
        finally
        {
            ArrayPool<KeyValuePair<string, JsonNode?>>.Shared.Return(rented, clearArray: true);
        }
    }

    /// <summary>Writes an element.</summary>
    public static void Write(JsonElement element, ref PooledText to)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var sorted = new List<KeyValuePair<string, JsonElement>>();
                foreach (var property in element.EnumerateObject())
                {
                    sorted.Add(new(property.Name, property.Value));
                }

                sorted.Sort(ElementByName);
                to.Append("{"u8);
                var isFirst = true;
                foreach (var (name, value) in sorted)
                {
                    Name(name, ref isFirst, ref to);
                    Write(value, ref to);
                }

                to.Append("}"u8);
                break;
            case JsonValueKind.Array:
                to.Append("["u8);
                var comma = false;
                foreach (var item in element.EnumerateArray())
                {
                    if (comma)
                    {
                        to.Append(","u8);
                    }

                    comma = true;
                    Write(item, ref to);
                }

                to.Append("]"u8);
                break;
            case JsonValueKind.String:
                Text(element, ref to);
                break;
            case JsonValueKind.Number:
                Number(element, ref to);
                break;
            default:
                to.Append(JsonMarshal.GetRawUtf8Value(element)); // true, false, null
                break;
        }
    }

    // A value that was parsed holds its element; one made in code holds any CLR value.
    private static void Write(JsonValue value, ref PooledText to)
    {
        if (value.TryGetValue(out JsonElement element))
        {
            Write(element, ref to);
        }
        else if (value.TryGetValue(out string? text))
        {
            to.Append("\""u8);
            CanonicalString.Write(text, ref to);
            to.Append("\""u8);
        }
        else
        {
            using var parsed = JsonDocument.Parse(value.ToJsonString());
            Write(parsed.RootElement, ref to);
        }
    }

    private static void Name(string name, ref bool isFirst, ref PooledText to)
    {
        to.Append(isFirst ? "\""u8 : ",\""u8);
        isFirst = false;
        CanonicalString.Write(name, ref to);
        to.Append("\":"u8);
    }

    private static void Text(JsonElement element, ref PooledText to)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (!raw.Contains((byte)'\\'))
        {
            to.Append(raw); // nothing that is not escaped needs to be
            return;
        }

        to.Append("\""u8);
        CanonicalString.Write(element.GetString()!, ref to); // a string element has a string
        to.Append("\""u8);
    }

    private static void Number(JsonElement element, ref PooledText to)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (raw.Length <= 15 && raw.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            to.Append(raw); // a whole number below 2^53 is its own shortest text
            return;
        }

        Span<char> text = stackalloc char[CanonicalNumber.MaxLength];
        to.Append(text[..CanonicalNumber.Write(element.GetDouble(), text)]);
    }
}
