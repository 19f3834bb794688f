namespace Federation.Protocol.Signatures;

/// <summary>Reads <c>keyId="…",algorithm="…",headers="…",signature="…"</c> (draft-cavage-http-signatures-12 §2.2).</summary>
internal static class CavageField
{
    /// <summary>Characters of the field; real ones have 400 to 1,000.</summary>
    private const int MaxLength = 8192;

    /// <summary>Covered components; real ones have at most 6.</summary>
    private const int MaxComponents = 32;

    /// <summary>Null when it is not such a field, states something twice, or lacks key or signature.</summary>
    public static CavageInput? Read(string field)
    {
        if (field.Length > MaxLength || Parameters(field) is not { } parameters
            || parameters.GetValueOrDefault("keyId") is not { Length: > 0 } keyId || parameters.GetValueOrDefault("signature") is not { Length: > 0 } text)
        {
            return null;
        }

        var signature = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, signature, out var length))
        {
            return null;
        }

        var algorithm = parameters.GetValueOrDefault("algorithm");
        var created = parameters.GetValueOrDefault("created");
        // §2.1.6: without a list, (created); the drafts before -10, and so all who sign by rsa-sha256, mean Date.
        string[] components = parameters.TryGetValue("headers", out var headers)
            ? headers.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [created is not null && algorithm is null or CavageSignature.FromKey ? CavageInput.CreatedComponent : "date"];
        return components.Length is > 0 and <= MaxComponents
            ? new CavageInput(keyId, algorithm, components, created, parameters.GetValueOrDefault("expires"), signature.AsMemory(0, length))
            : null;
    }

    private static Dictionary<string, string>? Parameters(string field)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = field.AsSpan().Trim(" \t");
        while (true)
        {
            var equals = rest.IndexOf('=');
            if (equals <= 0)
            {
                return null;
            }

            var name = rest[..equals].ToString();
            rest = rest[(equals + 1)..];
            int end;
            ReadOnlySpan<char> value;
            if (rest is ['"', ..])
            {
                var close = rest[1..].IndexOf('"');
                if (close < 0)
                {
                    return null;
                }

                value = rest.Slice(1, close);
                end = close + 2;
            }
            else
            {
                end = rest.IndexOf(',') is >= 0 and var comma ? comma : rest.Length;
                value = rest[..end].Trim(" \t"); // created and expires are bare numbers
            }

            if (value.Contains('\\') || !parameters.TryAdd(name, value.ToString()))
            {
                return null;
            }

            rest = rest[end..].TrimStart(" \t");
            if (rest.IsEmpty)
            {
                return parameters;
            }

            if (rest[0] != ',')
            {
                return null;
            }

            rest = rest[1..].TrimStart(" \t");
        }
    }
}
