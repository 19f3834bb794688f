using System.Security.Cryptography;

namespace Federation.Protocol.Signatures;

/// <summary>The <c>Content-Digest</c> field (RFC 9530 §2).</summary>
public static class ContentDigest
{
    /// <summary>The field's name.</summary>
    public const string FieldName = "Content-Digest";

    /// <summary>The field's value for a body: <c>sha-256=:…:</c>.</summary>
    public static string Of(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";

    /// <summary>Checks a body against the field. Every algorithm we know must fit, and there must be one.</summary>
    /// <returns>Null when it fits, else the reason in one sentence.</returns>
    public static string? Refute(string field, ReadOnlySpan<byte> body)
    {
        var known = 0;
        foreach (var (name, value) in StructuredFields.ReadByteSequences(field) ?? [])
        {
            var expected = name switch
            {
                "sha-256" => SHA256.HashData(body),
                "sha-512" => SHA512.HashData(body),
                _ => null,
            };
            if (expected is null)
            {
                continue;
            }

            known++;
            if (!CryptographicOperations.FixedTimeEquals(expected, value))
            {
                return $"The body does not have the {name} digest that {FieldName} states.";
            }
        }

        return known > 0 ? null : $"{FieldName} holds no digest by sha-256 or sha-512.";
    }
}
