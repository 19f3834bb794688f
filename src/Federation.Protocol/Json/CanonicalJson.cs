using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Federation.Protocol.Json;

/// <summary>The JSON Canonicalization Scheme: one document, one sequence of bytes (RFC 8785).</summary>
public static class CanonicalJson
{
    /// <summary>The canonical UTF-8 of a document.</summary>
    /// <exception cref="ArgumentException">A number is not finite, or a string holds half a surrogate pair; JSON has no such thing.</exception>
    public static byte[] Bytes(JsonNode document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            CanonicalWriter.Write(document, ref text);
            return text.Written.ToArray();
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <inheritdoc cref="Bytes(JsonNode)"/>
    public static byte[] Bytes(JsonElement document)
    {
        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            CanonicalWriter.Write(document, ref text);
            return text.Written.ToArray();
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>SHA-256 of the canonical UTF-8, without making the bytes.</summary>
    /// <param name="document">The document.</param>
    /// <param name="hash">Takes 32 bytes.</param>
    /// <exception cref="ArgumentException">As with <see cref="Bytes(JsonNode)"/>.</exception>
    public static void Sha256(JsonNode document, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(document);
        Sha256(document, [], hash);
    }

    /// <summary>SHA-256 of the canonical UTF-8 as 64 lower-case hexadecimal digits, as checksums are stated.</summary>
    /// <param name="document">The document.</param>
    /// <exception cref="ArgumentException">As with <see cref="Bytes(JsonNode)"/>.</exception>
    public static string Sha256(JsonNode document)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Sha256(document, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The same, as if some members of the outermost object were not there.</summary>
    internal static void Sha256(JsonNode document, ReadOnlySpan<string> without, Span<byte> hash)
    {
        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            if (document is JsonObject members)
            {
                CanonicalWriter.Write(members, without, ref text);
            }
            else
            {
                CanonicalWriter.Write(document, ref text);
            }

            SHA256.HashData(text.Written, hash);
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>A number as ECMAScript writes it (RFC 8785 §3.2.2.3, ECMA-262 Number::toString).</summary>
    /// <exception cref="ArgumentException">Not finite.</exception>
    public static string Number(double value)
    {
        Span<char> text = stackalloc char[CanonicalNumber.MaxLength];
        return new string(text[..CanonicalNumber.Write(value, text)]);
    }
}
