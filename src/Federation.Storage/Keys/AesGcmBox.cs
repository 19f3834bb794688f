using System.Security.Cryptography;

namespace Federation.Storage.Keys;

/// <summary>
/// version (1 byte, 0x01) | nonce (12) | tag (16) | ciphertext. AES-256-GCM (NIST SP 800-38D) with a fresh random nonce per box: one
/// key may make 2^32 boxes (§8.3), far beyond what one person or space writes.
/// </summary>
internal static class AesGcmBox
{
    public const int KeySize = 32, Overhead = 1 + NonceSize + TagSize;
    private const int NonceSize = 12, TagSize = 16;
    private const byte Version = 1;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var box = new byte[Overhead + plain.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(Overhead), box.AsSpan(1 + NonceSize, TagSize), context);
        return box;
    }

    /// <exception cref="BrokenSealException">Not a box, or not made with this key and context, or changed since.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context, string what)
    {
        if (box.Length < Overhead)
        {
            throw new BrokenSealException($"{what} is cut short: {box.Length} bytes, at least {Overhead} expected.");
        }
        if (box[0] != Version)
        {
            throw new BrokenSealException($"{what} has format version {box[0]}; this program reads version {Version}.");
        }
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(box.Slice(1, NonceSize), box[Overhead..], box.Slice(1 + NonceSize, TagSize), plain, context);
        }
        catch (AuthenticationTagMismatchException e)
        {
            throw new BrokenSealException($"{what} was changed, or belongs to another subject or key.", e);
        }
        return plain;
    }
}
