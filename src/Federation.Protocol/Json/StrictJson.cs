using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Federation.Protocol.Json;

/// <summary>
/// Reads JSON that has one meaning, or says why not. Two readers that disagree about a document are how signatures are forged, so
/// duplicate names, invalid UTF-8, lone surrogates, numbers outside I-JSON (RFC 7493) and deep nesting are refused.
/// </summary>
public static class StrictJson
{
    /// <summary>Deepest nesting: real activities stay below 10.</summary>
    public const int MaxDepth = 64;

    /// <summary>Largest whole number that every reader keeps exactly, 2^53-1 (RFC 7493 §2.2).</summary>
    public const long MaxSafeInteger = 9_007_199_254_740_991;

    /// <summary>Reads one JSON object.</summary>
    public static StrictJsonResult ReadObject(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            return StrictJsonResult.Refuse("The document is not valid UTF-8.");
        }

        try
        {
            if (Fault(utf8) is { } fault)
            {
                return StrictJsonResult.Refuse(fault);
            }

            return JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth }) is JsonObject document
                ? StrictJsonResult.Of(document)
                : StrictJsonResult.Refuse("The document is not a JSON object.");
        }
        catch (JsonException e)
        {
            return StrictJsonResult.Refuse(string.Create(CultureInfo.InvariantCulture,
                $"The document is not JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1} (or nests deeper than {MaxDepth})."));
        }
        catch (InvalidOperationException)
        {
            return StrictJsonResult.Refuse("A string holds half of a surrogate pair, which is no character.");
        }
    }

    private static string? Fault(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new Names();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Open();
                    break;
                case JsonTokenType.EndObject:
                    names.Close();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!; // a name is a string
                    if (!names.Add(name))
                    {
                        return $"The name \"{name}\" stands twice in one object.";
                    }

                    break;
                case JsonTokenType.String when reader.ValueIsEscaped:
                    _ = reader.GetString(); // throws on a lone surrogate, which only an escape can write in valid UTF-8
                    break;
                case JsonTokenType.Number when !IsInteroperable(ref reader):
                    return $"A number at byte {reader.TokenStartIndex} cannot be kept exactly by every reader.";
            }
        }

        return null;
    }

    // The names of the objects that are open, innermost last, in one list: most objects have few.
    private sealed class Names
    {
        /// <summary>Above, a set is quicker than looking through the list.</summary>
        private const int Few = 16;

        private readonly List<string> all = new(32);
        private readonly Stack<(int Start, HashSet<string>? Many)> open = new();

        public void Open() => open.Push((all.Count, null));

        public void Close() => all.RemoveRange(open.Peek().Start, all.Count - open.Pop().Start);

        public bool Add(string name)
        {
            var (start, many) = open.Pop();
            if (many is null && all.Count - start == Few)
            {
                many = new HashSet<string>(all[start..], StringComparer.Ordinal);
            }

            open.Push((start, many));
            var isNew = many?.Add(name) ?? all.IndexOf(name, start) < 0;
            all.Add(name);
            return isNew;
        }
    }

    // RFC 7493 §2.2: neither larger nor more precise than a double can be.
    private static bool IsInteroperable(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            return false;
        }

        var mantissa = reader.ValueSpan;
        if (mantissa.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var e)
        {
            mantissa = mantissa[..e];
        }

        var digits = SignificantDigits(mantissa);
        return Math.Abs(number) switch
        {
            0 => digits == 0, // else it is so small that it vanished
            > MaxSafeInteger => digits <= 15 && reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0,
            _ => digits <= 17,
        };
    }

    // Digits from the first to the last that is not 0.
    private static int SignificantDigits(ReadOnlySpan<byte> mantissa)
    {
        int digits = 0, last = 0;
        foreach (var c in mantissa)
        {
            if (c is >= (byte)'1' and <= (byte)'9')
            {
                last = ++digits;
            }
            else if (c == '0' && digits > 0)
            {
                digits++;
            }
        }

        return last;
    }
}
