using System.Security.Cryptography;

namespace Federation.Storage.Keys;

/// <summary>A key in the clear for as long as one call needs it; overwritten when disposed.</summary>
/// <param name="bytes">The key.</param>
internal sealed class PlainKey(byte[] bytes) : IDisposable
{
    /// <summary>The key.</summary>
    public ReadOnlySpan<byte> Bytes => bytes;

    /// <summary>A new random one.</summary>
    public static PlainKey Random() => new(RandomNumberGenerator.GetBytes(AesGcmBox.KeySize));

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(bytes);
}
