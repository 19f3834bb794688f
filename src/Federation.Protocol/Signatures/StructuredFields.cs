using System.Text;

namespace Federation.Protocol.Signatures;

/// <summary>The two shapes of structured fields (RFC 9651) that signatures need; anything else is refused, and so is a name that stands twice.</summary>
internal static class StructuredFields
{
    /// <summary>Characters of a structured field: far beyond any real one, so that hostile ones are cheap.</summary>
    private const int MaxLength = 8192;

    /// <summary>Members of a field, components of a signature: real ones have 1 and below 10.</summary>
    private const int MaxMembers = 32;

    /// <summary>True when a text may stand between quotes as it is.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') < 0 && text.IndexOfAny('"', '\\') < 0;

    /// <summary>A dictionary of byte sequences: <c>name=:base64:, …</c>; null when it is not one.</summary>
    public static List<(string Name, byte[] Value)>? ReadByteSequences(string field)
    {
        var members = new List<(string Name, byte[] Value)>(1);
        var cursor = new FieldCursor(field.AsSpan().Trim(' '));
        while (field.Length <= MaxLength && members.Count < MaxMembers)
        {
            var name = cursor.TakeKey().ToString();
            if (name.Length == 0 || members.Exists(member => member.Name == name) || !cursor.Take('=') || cursor.TakeBytes() is not { } value)
            {
                return null;
            }

            members.Add((name, value));
            if (IsLast(ref cursor) is not { } last)
            {
                return null;
            }

            if (last)
            {
                return members;
            }
        }

        return null;
    }

    /// <summary>A dictionary of inner lists of strings with parameters, as <c>Signature-Input</c> is; null when it is not one.</summary>
    public static List<SignatureInput>? ReadSignatureInputs(string field)
    {
        var inputs = new List<SignatureInput>(1);
        var cursor = new FieldCursor(field.AsSpan().Trim(' '));
        while (field.Length <= MaxLength && inputs.Count < MaxMembers)
        {
            var label = cursor.TakeKey().ToString();
            if (label.Length == 0 || inputs.Exists(input => input.Label == label) || !cursor.Take('=') || ReadInput(label, ref cursor) is not { } read)
            {
                return null;
            }

            inputs.Add(read);
            if (IsLast(ref cursor) is not { } last)
            {
                return null;
            }

            if (last)
            {
                return inputs;
            }
        }

        return null;
    }

    private static SignatureInput? ReadInput(string label, ref FieldCursor cursor)
    {
        var canonical = new StringBuilder(); // §4.1: one space between items, none elsewhere
        var components = new List<string>(4);
        if (!cursor.Take('('))
        {
            return null;
        }

        canonical.Append('(');
        while (true)
        {
            cursor.SkipSpaces();
            if (cursor.Take(')'))
            {
                break;
            }

            // Component names are field names or begin with @: no quote, no semicolon, no escape (RFC 9421 §2).
            if (components.Count == MaxMembers || cursor.TakeString() is not { Length: > 0 } name || name.AsSpan().IndexOfAny(";\\ ") >= 0)
            {
                return null;
            }

            canonical.Append(components.Count == 0 ? "\"" : " \"").Append(name).Append('"');
            var start = canonical.Length;
            if (ReadParameters(ref cursor, canonical) is null || cursor.Next is not (' ' or ')'))
            {
                return null;
            }

            components.Add(canonical.Length == start ? name : name + canonical.ToString(start, canonical.Length - start));
        }

        canonical.Append(')');
        return ReadParameters(ref cursor, canonical) is { } parameters && SignatureParameter.AreOfTheirTypes(parameters)
            ? new SignatureInput(label, components, parameters.ToDictionary(each => each.Name, each => each.Value), canonical.ToString())
            : null;
    }

    private static List<SignatureParameter>? ReadParameters(ref FieldCursor cursor, StringBuilder canonical)
    {
        var parameters = new List<SignatureParameter>();
        while (cursor.Take(';'))
        {
            cursor.SkipSpaces();
            var name = cursor.TakeKey().ToString();
            if (name.Length == 0 || parameters.Count == MaxMembers || parameters.Exists(each => each.Name == name)
                || SignatureParameter.Read(name, ref cursor, canonical) is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
        }

        return parameters;
    }

    // True at the end of the field, false before another member, null when neither.
    private static bool? IsLast(ref FieldCursor cursor)
    {
        cursor.SkipWhitespace();
        if (cursor.IsAtEnd)
        {
            return true;
        }

        if (!cursor.Take(','))
        {
            return null;
        }

        cursor.SkipWhitespace();
        return cursor.IsAtEnd ? null : false; // no comma at the end
    }
}
