using System.Diagnostics.CodeAnalysis;

namespace Federation.Protocol.Keys;

/// <summary>
/// A public key of a peer: Ed25519, RSA or ECDSA on P-256. It alone decides by which algorithms it verifies; what a message claims may
/// only agree (RFC 9421 §7.3.6: an attacker who chooses the algorithm chooses the lock).
/// </summary>
public abstract class VerificationKey : IEquatable<VerificationKey>
{
    private protected VerificationKey()
    {
    }

    /// <summary>The key as <c>publicKeyMultibase</c> (FEP-521a): <c>z6Mk…</c>, <c>zDn…</c>, <c>z4MX…</c>.</summary>
    public abstract string Multibase { get; }

    /// <summary>The key as <c>publicKeyPem</c>: SubjectPublicKeyInfo between <c>BEGIN PUBLIC KEY</c> lines.</summary>
    public abstract string Pem { get; }

    /// <summary>Names of the algorithms it verifies by, in the registry of RFC 9421 §6.2; the one it is used with most comes first.</summary>
    public abstract IReadOnlyList<string> Algorithms { get; }

    /// <summary>Reads a key from PEM or from a Multikey; false when it is neither, or a key we take for too weak or too costly.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out VerificationKey? key)
    {
        key = text is ['z', ..] ? Multikey.Read(text) : PublicKeyPem.Read(text);
        return key is not null;
    }

    /// <summary>True when this key's owner signed the message by one of <see cref="Algorithms"/>.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        foreach (var algorithm in Algorithms)
        {
            if (Verify(message, signature, algorithm))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when this key's owner signed the message by that algorithm; false for an algorithm that is not of this key.</summary>
    public abstract bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, string algorithm);

    /// <inheritdoc/>
    public bool Equals(VerificationKey? other) => other is not null && other.Multibase == Multibase;

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as VerificationKey);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Multibase.GetHashCode(StringComparison.Ordinal);

    /// <summary>The Multikey.</summary>
    public sealed override string ToString() => Multibase;
}
