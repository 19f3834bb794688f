using System.Globalization;
using Federation.Protocol.Keys;

namespace Federation.Protocol.Signatures;

/// <summary>HTTP message signatures (RFC 9421): by Ed25519 between our nodes, by RSA to strangers.</summary>
public static class MessageSignature
{
    /// <summary>Name of the field that says what is covered.</summary>
    public const string InputFieldName = "Signature-Input";

    /// <summary>Name of the field that holds the signature.</summary>
    public const string FieldName = "Signature";

    /// <summary>What our nodes cover when there is a body.</summary>
    public static readonly IReadOnlyList<string> WithBody = ["@method", "@target-uri", "content-digest", "content-type"];

    /// <summary>What our nodes cover when there is none.</summary>
    public static readonly IReadOnlyList<string> WithoutBody = ["@method", "@target-uri"];

    private const string Label = "sig1";

    /// <summary>Signs a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="components">What to cover.</param>
    /// <param name="keyId">URL of the public key.</param>
    /// <param name="key">The private key; it decides the algorithm.</param>
    /// <param name="created">When; written in whole seconds.</param>
    /// <returns>Values of the fields <c>Signature-Input</c> and <c>Signature</c>.</returns>
    /// <exception cref="ArgumentException">A component is to be covered that the message does not have, or the key's URL has a quote in it.</exception>
    public static (string Input, string Signature) Sign(
        SignedMessage message, IReadOnlyList<string> components, string keyId, SigningKey key, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(key);
        if (!StructuredFields.IsPlain(keyId))
        {
            throw new ArgumentException("The key's URL has a quote, a backslash or a character beyond ASCII in it.", nameof(keyId));
        }

        var covered = string.Join(' ', components.Select(Quoted));
        var parameters = string.Create(CultureInfo.InvariantCulture,
            $"({covered});created={created.ToUnixTimeSeconds()};keyid=\"{keyId}\";alg=\"{key.Algorithm}\"");
        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            if (SignatureBase.Write(message, components, parameters, ref text) is { } fault)
            {
                throw new ArgumentException(fault, nameof(components));
            }

            Span<byte> signature = stackalloc byte[key.SignatureSize];
            key.Sign(text.Written, signature);
            return ($"{Label}={parameters}", $"{Label}=:{Convert.ToBase64String(signature)}:");
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>Reads what a message says about its first signature, without believing it.</summary>
    /// <returns>Null when the field is absent or not understood.</returns>
    public static SignatureInput? Read(SignedMessage message) => ReadAll(message) is [var first, ..] ? first : null;

    /// <summary>Reads what a message says about each of its signatures, without believing it; the caller chooses which to check.</summary>
    /// <returns>In the order of the field; empty when it is absent or not understood.</returns>
    public static IReadOnlyList<SignatureInput> ReadAll(SignedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Fields.TryGetValue("signature-input", out var field) ? StructuredFields.ReadSignatureInputs(field) ?? [] : [];
    }

    /// <summary>Checks a signature against a key. Clock, key owner and coverage are the caller's policy.</summary>
    /// <returns>Null when it holds, else the reason in one sentence.</returns>
    public static string? Refute(SignedMessage message, SignatureInput input, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(key);
        if (input.Algorithm is { } algorithm && !key.Algorithms.Contains(algorithm))
        {
            return $"The signature claims the algorithm '{algorithm}', but its key signs by {string.Join(" or ", key.Algorithms)}.";
        }

        var signatures = message.Fields.TryGetValue("signature", out var field) ? StructuredFields.ReadByteSequences(field) : null;
        if (signatures?.FirstOrDefault(member => member.Name == input.Label) is not { Value: { } signature })
        {
            return $"The field {FieldName} holds no signature labelled {input.Label}.";
        }

        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            if (SignatureBase.Write(message, input.Components, input.Serialized, ref text) is { } fault)
            {
                return fault;
            }

            var holds = input.Algorithm is null ? key.Verify(text.Written, signature) : key.Verify(text.Written, signature, input.Algorithm);
            return holds ? null : "The signature does not fit the message: something covered was changed, or another key made it.";
        }
        finally
        {
            text.Dispose();
        }
    }

    // content-digest -> "content-digest", @query-param;name="a" -> "@query-param";name="a"
    private static string Quoted(string component) =>
        component.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? $"\"{component[..end]}\"{component[end..]}" : $"\"{component}\"";
}
