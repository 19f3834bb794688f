using System.Security.Cryptography;

namespace Federation.Storage.Blobs;

/// <summary>The 256 bits that open one blob. Kept by the caller, wrapped under the key of the space the blob belongs to.</summary>
public sealed class BlobKey
{
    /// <summary>Bytes in a key.</summary>
    public const int Size = 32;

    private readonly byte[] bytes;

    /// <summary>A key that was unwrapped.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public BlobKey(ReadOnlySpan<byte> bytes) =>
        this.bytes = bytes.Length == Size ? bytes.ToArray() : throw new ArgumentException($"A blob key has {Size} bytes.", nameof(bytes));

    /// <summary>The key itself, to be wrapped at once.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>A new random key.</summary>
    public static BlobKey New() => new(RandomNumberGenerator.GetBytes(Size));

    /// <summary>Never the key.</summary>
    public override string ToString() => "a blob key";
}
