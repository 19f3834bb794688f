using Federation.Protocol.Keys;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Inbox;

/// <summary>What a request says about its signature, by RFC 9421 or, from other software, by draft-cavage-12. Not believed yet.</summary>
/// <param name="KeyId">URL of the key.</param>
/// <param name="SignedAt">When, as far as the signature covers it.</param>
/// <param name="ExpiresAt">Until when it holds; null when it does not say.</param>
/// <param name="IsLegacy">True when by draft-cavage.</param>
/// <param name="Refute">Why a key did not make it; null when it did.</param>
internal sealed record RequestSignature(
    string KeyId, DateTimeOffset? SignedAt, DateTimeOffset? ExpiresAt, bool IsLegacy, Func<VerificationKey, string?> Refute)
{
    private static readonly string[] Body = ["@method", "@target-uri", "content-digest"];
    private static readonly string[] NoBody = ["@method", "@target-uri"];
    private static readonly string[] LegacyBody = ["(request-target)", "host", "digest"];
    private static readonly string[] LegacyNoBody = ["(request-target)", "host"];

    /// <summary>Reads the signature that covers enough, or says what none covers.</summary>
    public static (RequestSignature? Signature, string? Reason) Read(SignedRequest request, bool hasBody)
    {
        if (!request.Fields.ContainsKey("signature-input"))
        {
            return ReadLegacy(request, hasBody ? LegacyBody : LegacyNoBody);
        }

        var inputs = MessageSignature.ReadAll(request);
        var must = hasBody ? Body : NoBody;
        if ((inputs.FirstOrDefault(each => Missing(must, each.Components) is null) ?? (inputs.Count > 0 ? inputs[0] : null)) is not { } input)
        {
            return (null, "The request is not signed in a way that is understood (RFC 9421).");
        }

        return Missing(must, input.Components) is { } missing ? (null, $"The signature does not cover {missing}.")
            : input.Created is null ? (null, "The signature does not say when it was made (created).")
            : input.KeyId is not { } keyId ? (null, "The signature names no key by URL (keyid).")
            : (new RequestSignature(keyId, input.Created, input.Expires, false, key => MessageSignature.Refute(request, input, key)), null);
    }

    private static (RequestSignature?, string?) ReadLegacy(SignedRequest request, string[] must)
    {
        if (CavageSignature.Read(request) is not { } input)
        {
            return (null, "The request is not signed in a way that is understood (RFC 9421).");
        }

        var signedAt = input.SignedAt(request);
        return Missing(must, input.Components) is { } missing ? (null, $"The signature does not cover {missing}.")
            : signedAt is null ? (null, "The signature does not cover when it was made (date).")
            : (new RequestSignature(input.KeyId, signedAt, input.ExpiresAt, true, key => CavageSignature.Refute(request, input, key)), null);
    }

    private static string? Missing(string[] must, IReadOnlyList<string> covered)
    {
        foreach (var component in must)
        {
            if (!covered.Contains(component))
            {
                return component;
            }
        }

        return null;
    }
}
