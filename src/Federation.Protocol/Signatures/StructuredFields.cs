using System.Text.RegularExpressions;

namespace Federation.Protocol.Signatures;

/// <summary>The three shapes of structured fields (RFC 8941) that signatures need; anything else is refused.</summary>
internal static partial class StructuredFields
{
    /// <summary>Characters of a structured field: far beyond any real one, so that hostile ones are cheap.</summary>
    private const int MaxLength = 8192;

    /// <summary>A dictionary of byte sequences: <c>name=:base64:, …</c>; null when it is not one.</summary>
    public static IReadOnlyList<(string Name, byte[] Value)>? ReadByteSequences(string field)
    {
        var members = new List<(string, byte[])>();
        foreach (var member in Members(field) ?? [])
        {
            var match = ByteSequence().Match(member);
            if (!match.Success)
            {
                return null;
            }

            var value = new byte[match.Groups["value"].Length];
            if (!Convert.TryFromBase64String(match.Groups["value"].Value, value, out var length))
            {
                return null;
            }

            members.Add((match.Groups["name"].Value, value[..length]));
        }

        return members.Count > 0 ? members : null;
    }

    /// <summary>A dictionary of inner lists of strings with parameters, as <c>Signature-Input</c> is; null when it is not one.</summary>
    public static IReadOnlyList<SignatureInput>? ReadSignatureInputs(string field)
    {
        var inputs = new List<SignatureInput>();
        foreach (var member in Members(field) ?? [])
        {
            var match = InnerList().Match(member);
            if (!match.Success)
            {
                return null;
            }

            var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (Match parameter in Parameter().Matches(match.Groups["parameters"].Value))
            {
                parameters[parameter.Groups["name"].Value] = parameter.Groups["text"].Success
                    ? parameter.Groups["text"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
                    : parameter.Groups["token"].Value;
            }

            inputs.Add(new SignatureInput(
                match.Groups["name"].Value,
                [.. Item().Matches(match.Groups["items"].Value).Select(item => item.Groups["text"].Value)],
                parameters,
                member[(match.Groups["name"].Length + 1)..]));
        }

        return inputs.Count > 0 ? inputs : null;
    }

    // Members are separated by commas outside of quoted strings.
    private static List<string>? Members(string field)
    {
        if (field.Length > MaxLength)
        {
            return null;
        }

        var members = new List<string>();
        var start = 0;
        var quoted = false;
        for (var i = 0; i < field.Length; i++)
        {
            switch (field[i])
            {
                case '\\' when quoted:
                    i++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    members.Add(field[start..i].Trim(' ', '\t'));
                    start = i + 1;
                    break;
            }
        }

        members.Add(field[start..].Trim(' ', '\t'));
        return members;
    }

    [GeneratedRegex("^(?<name>[a-z*][a-z0-9_.*-]*)=:(?<value>[A-Za-z0-9+/=]*):$", RegexOptions.CultureInvariant)]
    private static partial Regex ByteSequence();

    // Component parameters (;bs, ;req, …) change what is signed; none is understood here, so none is matched.
    [GeneratedRegex(
        """^(?<name>[a-z*][a-z0-9_.*-]*)=\((?<items>(?: *"[^"\\]*")* *)\)(?<parameters>(?:;[a-z*][a-z0-9_.*-]*=(?:"(?:[^"\\]|\\["\\])*"|[A-Za-z0-9:/+*._-]+))*)$""",
        RegexOptions.CultureInvariant)]
    private static partial Regex InnerList();

    [GeneratedRegex("""
        "(?<text>[^"]*)"
        """, RegexOptions.CultureInvariant)]
    private static partial Regex Item();

    [GeneratedRegex("""
        ;(?<name>[a-z*][a-z0-9_.*-]*)=(?:"(?<text>(?:[^"\\]|\\["\\])*)"|(?<token>[A-Za-z0-9:/+*._-]+))
        """, RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();
}
