namespace Federation.Protocol.Signatures;

/// <summary>The <c>Signature</c> field of draft-cavage-http-signatures-12 §2.1: what a signature claims, not believed yet.</summary>
/// <param name="KeyId">URL of the key.</param>
/// <param name="Algorithm">Algorithm; null when not stated.</param>
/// <param name="Components">Covered components in order, like <c>(request-target)</c>, <c>digest</c>; lower case.</param>
/// <param name="Created">The parameter, seconds since 1970 as text; null when not stated.</param>
/// <param name="Expires">The parameter, seconds since 1970 as text; null when not stated.</param>
/// <param name="Signature">The signature's bytes.</param>
public sealed record CavageInput(
    string KeyId, string? Algorithm, IReadOnlyList<string> Components, string? Created, string? Expires, ReadOnlyMemory<byte> Signature)
{
    /// <summary>The name for <see cref="Created"/> when it is covered.</summary>
    public const string CreatedComponent = "(created)";

    /// <summary>The name for <see cref="Expires"/> when it is covered.</summary>
    public const string ExpiresComponent = "(expires)";

    /// <summary>When the request was signed, as far as the signature covers it: <c>(created)</c>, else the Date field; null when neither.</summary>
    public DateTimeOffset? SignedAt(SignedRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Components.Contains(CreatedComponent) ? UnixTime.Read(Created)
            : Components.Contains("date") ? HttpDate.Read(request.Field("date"))
            : null;
    }

    /// <summary>When the signature ends to hold, as far as the signature covers it; null when it does not say.</summary>
    public DateTimeOffset? ExpiresAt => Components.Contains(ExpiresComponent) ? UnixTime.Read(Expires) : null;
}
