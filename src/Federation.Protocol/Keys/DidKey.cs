using System.Diagnostics.CodeAnalysis;

namespace Federation.Protocol.Keys;

/// <summary>Keys that are their own name: <c>did:key:z6Mk…</c> (W3C CCG, The did:key Method). Nothing is fetched to resolve one.</summary>
public static class DidKey
{
    private const string Scheme = "did:key:";

    /// <summary>The name of a key.</summary>
    public static string Of(VerificationKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Scheme + key.Multibase;
    }

    /// <summary>Reads the name of a key, or of its one verification method: the key again behind <c>#</c>.</summary>
    public static bool TryRead(string? did, [NotNullWhen(true)] out VerificationKey? key)
    {
        key = null;
        if (did is null || !did.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var name = did[Scheme.Length..];
        if (name.Split('#') is [var before, var fragment])
        {
            if (before != fragment)
            {
                return false; // another method of the document, such as the X25519 key derived from it
            }

            name = before;
        }

        return name is ['z', ..] && VerificationKey.TryRead(name, out key);
    }
}
