using System.Security.Cryptography;

namespace Federation.Storage.Blobs;

/// <summary>Seals and opens the segments of one blob. See <see cref="BlobFormat"/>. Not for two threads at once.</summary>
internal sealed class SegmentCipher : IDisposable
{
    private readonly AesGcm aes;

    public SegmentCipher(BlobKey contentKey, ReadOnlySpan<byte> header)
    {
        Span<byte> key = stackalloc byte[BlobKey.Size];
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, contentKey.Bytes.Span, key, header[BlobFormat.PreambleSize..],
            [.. "federation blob v1"u8, .. header[..BlobFormat.PreambleSize]]);
        aes = new AesGcm(key, BlobFormat.TagSize);
        CryptographicOperations.ZeroMemory(key);
    }

    /// <summary>Fills <paramref name="stored"/>, which is a tag longer than <paramref name="plain"/>.</summary>
    public void Seal(long segment, bool isLast, ReadOnlySpan<byte> plain, Span<byte> stored)
    {
        Span<byte> nonce = stackalloc byte[BlobFormat.NonceSize];
        BlobFormat.WriteNonce(nonce, segment, isLast);
        aes.Encrypt(nonce, plain, stored[..plain.Length], stored[plain.Length..]);
    }

    /// <summary>False, and nothing in <paramref name="plain"/>, if the segment is not authentic at this place.</summary>
    public bool TryOpen(long segment, bool isLast, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[BlobFormat.NonceSize];
        BlobFormat.WriteNonce(nonce, segment, isLast);
        try
        {
            aes.Decrypt(nonce, stored[..plain.Length], stored[plain.Length..], plain);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            plain.Clear();
            return false;
        }
    }

    public void Dispose() => aes.Dispose();
}
