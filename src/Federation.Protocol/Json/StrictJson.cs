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
            if (Check(utf8) is { } fault)
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

    private static string? Check(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var names = new Stack<HashSet<string>>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    names.Push(new HashSet<string>(StringComparer.Ordinal));
                    break;
                case JsonTokenType.EndObject:
                    names.Pop();
                    break;
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!; // a name is a string
                    if (!names.Peek().Add(name))
                    {
                        return $"The name \"{name}\" stands twice in one object.";
                    }

                    break;
                case JsonTokenType.String:
                    _ = reader.GetString(); // throws on a lone surrogate
                    break;
                case JsonTokenType.Number when !IsInteroperable(ref reader):
                    return $"A number at byte {reader.TokenStartIndex} cannot be kept exactly by every reader.";
            }
        }

        return null;
    }

    private static bool IsInteroperable(ref Utf8JsonReader reader)
    {
        if (!reader.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            return false;
        }

        var isWhole = reader.ValueSpan.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        return !isWhole || (reader.TryGetInt64(out var whole) && whole is >= -MaxSafeInteger and <= MaxSafeInteger);
    }
}
