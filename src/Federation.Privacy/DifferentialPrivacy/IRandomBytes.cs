using System.Security.Cryptography;

namespace Federation.Privacy.DifferentialPrivacy;

/// <summary>Where chance comes from.</summary>
public interface IRandomBytes
{
    /// <summary>Fills a buffer.</summary>
    void Fill(Span<byte> bytes);
}

/// <summary>The operating system's random bytes: the only source for what is published, because noise that can be foretold can be taken off.</summary>
public sealed class SecureRandomBytes : IRandomBytes
{
    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
