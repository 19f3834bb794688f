namespace Federation.Protocol.Signatures;

/// <summary>One member of <c>Signature-Input</c> (RFC 9421 §4.1): what a signature claims, not believed yet.</summary>
/// <param name="Label">Ties it to the member of <c>Signature</c> with the same label.</param>
/// <param name="Components">
/// Covered components in order, like <c>@method</c>, <c>content-digest</c>. One with parameters carries them, like
/// <c>content-digest;bs</c>, and so is never taken for the plain one.
/// </param>
/// <param name="Parameters">Signature parameters by name.</param>
/// <param name="Serialized">The member's value in its canonical form: the last line of the signature base.</param>
public sealed record SignatureInput(
    string Label, IReadOnlyList<string> Components, IReadOnlyDictionary<string, string> Parameters, string Serialized)
{
    /// <summary>URL of the key; null when not stated.</summary>
    public string? KeyId => Parameters.GetValueOrDefault("keyid");

    /// <summary>Algorithm; null when not stated.</summary>
    public string? Algorithm => Parameters.GetValueOrDefault("alg");

    /// <summary>When the signature was made; null when not stated or not a time.</summary>
    public DateTimeOffset? Created => UnixTime.Read(Parameters.GetValueOrDefault("created"));

    /// <summary>When the signature ends to hold; null when not stated or not a time.</summary>
    public DateTimeOffset? Expires => UnixTime.Read(Parameters.GetValueOrDefault("expires"));
}
