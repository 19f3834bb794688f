using System.Globalization;
using System.Text;
using Federation.Protocol.Proofs;

namespace Federation.Protocol.Signatures;

/// <summary>HTTP message signatures of requests by Ed25519 (RFC 9421).</summary>
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
    private const string Algorithm = "ed25519";

    /// <summary>Signs a request.</summary>
    /// <returns>Values of the fields <c>Signature-Input</c> and <c>Signature</c>.</returns>
    /// <exception cref="ArgumentException">A component is to be covered that the request does not have.</exception>
    public static (string Input, string Signature) Sign(
        SignedRequest request, IReadOnlyList<string> components, string keyId, Ed25519PrivateKey key, DateTimeOffset created)
    {
        ArgumentNullException.ThrowIfNull(key);
        var serialized = string.Create(CultureInfo.InvariantCulture,
            $"({string.Join(' ', components.Select(component => $"\"{component}\""))});created={created.ToUnixTimeSeconds()};keyid=\"{keyId}\";alg=\"{Algorithm}\"");
        var signatureBase = Base(request, components, serialized)
            ?? throw new ArgumentException("The request lacks a component that the signature is to cover.", nameof(components));
        return ($"{Label}={serialized}", $"{Label}=:{Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(signatureBase)))}:");
    }

    /// <summary>Reads what a request says about its signature, without believing it. One signature is read: the first.</summary>
    /// <returns>Null when the fields are absent or not understood.</returns>
    public static SignatureInput? Read(SignedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Fields.TryGetValue("signature-input", out var field) ? StructuredFields.ReadSignatureInputs(field)?[0] : null;
    }

    /// <summary>Checks a signature against a key. Clock, key owner and coverage are the caller's policy.</summary>
    /// <returns>Null when it holds, else the reason in one sentence.</returns>
    public static string? Refute(SignedRequest request, SignatureInput input, Ed25519PublicKey key)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(key);
        if (input.Algorithm is not (null or Algorithm))
        {
            return $"The signature is made by '{input.Algorithm}', not by {Algorithm}.";
        }

        if (input.Components.Distinct(StringComparer.Ordinal).Count() != input.Components.Count)
        {
            return "The signature covers a component twice."; // RFC 9421 §2
        }

        var signatures = request.Fields.TryGetValue("signature", out var field) ? StructuredFields.ReadByteSequences(field) : null;
        if (signatures?.FirstOrDefault(member => member.Name == input.Label) is not { Value.Length: 64 } signature)
        {
            return "The signature is absent or not 64 bytes long.";
        }

        if (Base(request, input.Components, input.Serialized) is not { } signatureBase)
        {
            return "The signature covers something that the request does not have.";
        }

        return key.Verify(Encoding.UTF8.GetBytes(signatureBase), signature.Value)
            ? null
            : "The signature does not fit the request: something covered was changed, or another key made it.";
    }

    // RFC 9421 §2.5. Null when a covered component is missing or unknown.
    private static string? Base(SignedRequest request, IReadOnlyList<string> components, string serialized)
    {
        var text = new StringBuilder();
        foreach (var component in components)
        {
            if (Value(request, component) is not { } value)
            {
                return null;
            }

            text.Append('"').Append(component).Append("\": ").Append(value).Append('\n');
        }

        return text.Append("\"@signature-params\": ").Append(serialized).ToString();
    }

    // RFC 9421 §2.2: derived components; §2.1: fields.
    private static string? Value(SignedRequest request, string component) => component switch
    {
        "@method" => request.Method,
        "@target-uri" => request.TargetUri.AbsoluteUri,
        "@authority" => request.TargetUri.Authority.ToLowerInvariant(),
        "@scheme" => request.TargetUri.Scheme.ToLowerInvariant(),
        "@path" => request.TargetUri.AbsolutePath,
        "@query" => request.TargetUri.Query is { Length: > 0 } query ? query : "?",
        "@request-target" => request.TargetUri.PathAndQuery,
        ['@', ..] => null,
        _ => request.Fields.GetValueOrDefault(component)?.Trim(' ', '\t'),
    };
}
