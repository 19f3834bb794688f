using Federation.Protocol.Keys;

namespace Federation.Protocol.Signatures;

/// <summary>
/// HTTP signatures as stock Fediverse servers speak them: draft-cavage-http-signatures-12. For strangers only; between our nodes
/// <see cref="MessageSignature"/>.
/// </summary>
public static class CavageSignature
{
    /// <summary>Name of the field. A request that has <c>Signature-Input</c> too is signed by RFC 9421 instead.</summary>
    public const string FieldName = "Signature";

    /// <summary>What we cover when there is a body; every server we know of asks for these.</summary>
    public static readonly IReadOnlyList<string> WithBody = ["(request-target)", "host", "date", "digest", "content-type"];

    /// <summary>What we cover when there is none.</summary>
    public static readonly IReadOnlyList<string> WithoutBody = ["(request-target)", "host", "date"];

    /// <summary>"Hidden": the key says which algorithm (§2.1.3).</summary>
    internal const string FromKey = "hs2019";

    private const string RsaSha256 = "rsa-sha256";

    /// <summary>Signs a request.</summary>
    /// <param name="request">The request, with its Date and Digest fields.</param>
    /// <param name="components">What to cover.</param>
    /// <param name="keyId">URL of the public key.</param>
    /// <param name="key">The private key.</param>
    /// <returns>Value of the field <c>Signature</c>.</returns>
    /// <exception cref="ArgumentException">A component is to be covered that the request does not have, or the key's URL has a quote in it.</exception>
    public static string Sign(SignedRequest request, IReadOnlyList<string> components, string keyId, RsaPrivateKey key)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(keyId);
        ArgumentNullException.ThrowIfNull(key);
        if (!StructuredFields.IsPlain(keyId))
        {
            throw new ArgumentException("The key's URL has a quote, a backslash or a character beyond ASCII in it.", nameof(keyId));
        }

        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            if (Write(request, components, null, ref text) is { } fault)
            {
                throw new ArgumentException(fault, nameof(components));
            }

            Span<byte> signature = stackalloc byte[key.SignatureSize];
            key.Sign(text.Written, signature);
            return $"keyId=\"{keyId}\",algorithm=\"{RsaSha256}\",headers=\"{string.Join(' ', components)}\",signature=\"{Convert.ToBase64String(signature)}\"";
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>Reads what a request says about its signature, without believing it.</summary>
    /// <returns>Null when the field is absent, not understood, or belongs to a signature by RFC 9421.</returns>
    public static CavageInput? Read(SignedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Fields.ContainsKey("signature-input") ? null
            : request.Fields.TryGetValue("signature", out var field) ? CavageField.Read(field) : null;
    }

    /// <summary>Checks a signature against a key. Clock, key owner, coverage and digest are the caller's policy.</summary>
    /// <returns>Null when it holds, else the reason in one sentence.</returns>
    public static string? Refute(SignedRequest request, CavageInput input, VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(key);
        // hs2019 means PSS with SHA-512 for RSA keys by the letter, and PKCS#1 with SHA-256 to all who send it: what the key can do holds.
        var agrees = input.Algorithm switch
        {
            null or FromKey => key is RsaPublicKey or Ed25519PublicKey,
            RsaSha256 => key is RsaPublicKey,
            SignatureAlgorithms.Ed25519 => key is Ed25519PublicKey,
            _ => false,
        };
        if (!agrees)
        {
            return $"The signature claims the algorithm '{input.Algorithm ?? FromKey}', by which its key does not sign.";
        }

        var text = new PooledText(stackalloc byte[PooledText.Usual]);
        try
        {
            if (Write(request, input.Components, input, ref text) is { } fault)
            {
                return fault;
            }

            var holds = input.Algorithm == RsaSha256
                ? key.Verify(text.Written, input.Signature.Span, SignatureAlgorithms.RsaPkcs1Sha256)
                : key.Verify(text.Written, input.Signature.Span);
            return holds ? null : "The signature does not fit the request: something covered was changed, or another key made it.";
        }
        finally
        {
            text.Dispose();
        }
    }

    // §2.3: one line for each component. Null when written, else the reason.
    private static string? Write(SignedRequest request, IReadOnlyList<string> components, CavageInput? input, ref PooledText to)
    {
        for (var i = 0; i < components.Count; i++)
        {
            var component = components[i];
            if (component is CavageInput.CreatedComponent or CavageInput.ExpiresComponent && input?.Algorithm is RsaSha256)
            {
                return $"The signature covers {component}, which {RsaSha256} may not."; // §2.3, steps 2 and 3
            }

            if (i > 0)
            {
                to.Append("\n"u8);
            }

            to.Append(component);
            to.Append(": "u8);
            if (component == "(request-target)")
            {
                to.Append(request.Method.ToLowerInvariant());
                to.Append(" "u8);
                to.Append(request.TargetUri.PathAndQuery);
                continue;
            }

            var value = component switch
            {
                CavageInput.CreatedComponent => input?.Created,
                CavageInput.ExpiresComponent => input?.Expires,
                _ => request.Field(component),
            };
            if (value is null)
            {
                return $"The signature covers {component}, which the request does not have.";
            }

            to.Append(value);
        }

        return null;
    }
}
