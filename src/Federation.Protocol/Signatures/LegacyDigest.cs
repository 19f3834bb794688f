using System.Security.Cryptography;

namespace Federation.Protocol.Signatures;

/// <summary>The <c>Digest</c> field (RFC 3230), which draft-cavage signatures cover; RFC 9530 replaced it by <see cref="ContentDigest"/>.</summary>
public static class LegacyDigest
{
    /// <summary>The field's name.</summary>
    public const string FieldName = "Digest";

    /// <summary>The field's value for a body: <c>SHA-256=…</c>.</summary>
    public static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return "SHA-256=" + Convert.ToBase64String(hash);
    }

    /// <summary>Checks a body against the field. Every digest we know must fit, and there must be one.</summary>
    /// <returns>Null when it fits, else the reason in one sentence.</returns>
    public static string? Refute(string field, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(field);
        Span<byte> hash = stackalloc byte[SHA512.HashSizeInBytes];
        Span<byte> stated = stackalloc byte[SHA512.HashSizeInBytes];
        var known = 0;
        foreach (var range in field.AsSpan().Split(','))
        {
            var member = field.AsSpan(range).Trim(" \t");
            var equals = member.IndexOf('=');
            if (equals < 0)
            {
                return $"{FieldName} is not a list of digests.";
            }

            // Names are case-insensitive (RFC 3230 §4.1.1); SHA-256 and SHA-512 are base64 (RFC 5843).
            var size = member[..equals] switch
            {
                var name when name.Equals("SHA-256", StringComparison.OrdinalIgnoreCase) => SHA256.HashData(body, hash),
                var name when name.Equals("SHA-512", StringComparison.OrdinalIgnoreCase) => SHA512.HashData(body, hash),
                _ => 0,
            };
            if (size == 0)
            {
                continue;
            }

            known++;
            if (!Convert.TryFromBase64Chars(member[(equals + 1)..], stated, out var length)
                || !CryptographicOperations.FixedTimeEquals(hash[..size], stated[..length]))
            {
                return $"The body does not have the {member[..equals]} digest that {FieldName} states.";
            }
        }

        return known > 0 ? null : $"{FieldName} holds no digest by SHA-256 or SHA-512.";
    }
}
