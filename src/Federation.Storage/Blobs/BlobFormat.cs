using System.Buffers.Binary;

namespace Federation.Storage.Blobs;

/// <summary>
/// A stored blob: header | segment 0 | segment 1 | ... Each segment is up to 64 KiB of content, encrypted, and a 16-byte tag; all but
/// the last hold 64 KiB, and the last is empty only if the whole content is. In version 1 segments are stored as they are; in version 2 each is
/// packed by Zstandard (RFC 8878) if that makes it shorter, and the map of their sizes follows the last one.
/// </summary>
/// <remarks>
/// Header, 32 bytes: "FEDBLOB" | version (0x01, 0x02) | log2 of the segment size (16) | seven zeros | salt (16, random).
/// Segments are sealed by AES-256-GCM in the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce is the
/// segment's number (11 bytes, big endian) and one byte that is 1 only for the last, so no segment can be moved, dropped or added.
/// The key is HKDF-SHA256(content key, salt, "federation blob v1" | first half of the header).
/// Map, version 2 only: content length (8 bytes) | for each segment its stored bytes without the tag, less one (2 bytes); sealed alike, with a nonce
/// of eleven 0xFF and 2; after it, in the clear, the number of segments (4 bytes). All numbers are big endian.
/// </remarks>
internal static class BlobFormat
{
    public const int HeaderSize = 32, SaltSize = 16, TagSize = 16, NonceSize = 12;
    public const int SegmentSize = 64 * 1024, SealedSegmentSize = SegmentSize + TagSize;
    public const int PreambleSize = HeaderSize - SaltSize;
    public const int MapLengthSize = 8, MapEntrySize = 2, MapCountSize = 4;

    /// <summary>The number of the map where a segment has its own.</summary>
    public const long MapNumber = -1;

    public static ReadOnlySpan<byte> Preamble => "FEDBLOB\u0001\u0010\0\0\0\0\0\0\0"u8;

    public static ReadOnlySpan<byte> PackedPreamble => "FEDBLOB\u0002\u0010\0\0\0\0\0\0\0"u8;

    /// <summary>Segments for a content of so many bytes: at least one.</summary>
    public static long SegmentsFor(long length) => length == 0 ? 1 : (length - 1) / SegmentSize + 1;

    /// <summary>Bytes on disk for a content of so many bytes that is not packed; packed it takes fewer.</summary>
    public static long StoredLength(long length) => HeaderSize + length + SegmentsFor(length) * TagSize;

    /// <summary>The content length of a blob of so many bytes on disk, not packed; null if no content gives that length.</summary>
    public static long? ContentLength(long stored)
    {
        var body = stored - HeaderSize;
        if (body < TagSize)
        {
            return null;
        }
        var segments = (body - 1) / SealedSegmentSize + 1;
        var length = body - segments * TagSize;
        return length >= 0 && StoredLength(length) == stored ? length : null;
    }

    public static void WriteNonce(Span<byte> nonce, long segment, bool isLast)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..11], segment);
        nonce[11] = isLast ? (byte)1 : (byte)0;
        if (segment == MapNumber)
        {
            nonce[..11].Fill(0xFF);
            nonce[11] = 2;
        }
    }
}
