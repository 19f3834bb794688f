using System.Text.Json.Serialization;

namespace Federation.Storage.Keys;

/// <summary>
/// A value only its subject's key opens; what an event holds instead of personal text. In JSON: <c>{"s":"uuid","b":"base64"}</c>.
/// Two seals of one value differ (fresh nonce), so equality says nothing about the values inside.
/// </summary>
/// <param name="Subject">Whose key opens it; authenticated, so a box moved to another subject is broken.</param>
/// <param name="Box">The AES-256-GCM box; see <see cref="KeyVault"/>.</param>
public sealed record Sealed<T>(
    [property: JsonPropertyName("s"), JsonRequired] SubjectId Subject,
    [property: JsonPropertyName("b"), JsonRequired] byte[] Box)
{
    /// <summary>The value itself, as long as the box has not left the request that sealed it under a key nobody keeps yet; see <see cref="NewKey"/>.</summary>
    [JsonIgnore]
    internal object? Fresh { get; init; }

    /// <summary>Equal bytes for the same subject.</summary>
    public bool Equals(Sealed<T>? other) => other is not null && Subject == other.Subject && Box.AsSpan().SequenceEqual(other.Box);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Subject);
        hash.AddBytes(Box);
        return hash.ToHashCode();
    }

    /// <summary>Names the subject and the size, never the content.</summary>
    public override string ToString() => $"sealed for {Subject}, {Box.Length} bytes";
}
