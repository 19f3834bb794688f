using System.Security.Cryptography;

namespace Federation.Protocol.Signatures;

/// <summary>The <c>Content-Digest</c> field (RFC 9530 §2).</summary>
public static class ContentDigest
{
    /// <summary>The field's name.</summary>
    public const string FieldName = "Content-Digest";

    /// <summary>The field's value for a body: <c>sha-256=:…:</c>.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return $"sha-256=:{Convert.ToBase64String(hash)}:";
    }

    /// <summary>Checks a body against the field. Every algorithm we know must fit, and there must be one.</summary>
    /// <returns>Null when it fits, else the reason in one sentence.</returns>
    public static string? Refute(string field, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(field);
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        var known = 0;
        foreach (var (name, value) in StructuredFields.ReadByteSequences(field) ?? [])
        {
            var size = name switch
            {
                "sha-256" => SHA256.HashData(body, hash),
                "sha-512" => SHA512.HashData(body, hash),
                _ => 0,
            };
            if (size == 0)
            {
                continue; // sha, md5 and the like are broken (RFC 9530 §5), what comes after us is unknown
            }

            known++;
            if (!CryptographicOperations.FixedTimeEquals(hash[..size], value))
            {
                return $"The body does not have the {name} digest that {FieldName} states.";
            }
        }

        return known > 0 ? null : $"{FieldName} holds no digest by sha-256 or sha-512.";
    }
}
