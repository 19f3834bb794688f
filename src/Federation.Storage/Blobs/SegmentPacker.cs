using ZstdSharp;

namespace Federation.Storage.Blobs;

/// <summary>
/// Packs segments by Zstandard, each by itself, so that a range is read without what comes before it. Neither content of one member is ever packed
/// together with another's, so sizes tell nobody what is beside them (as they would in CRIME).
/// </summary>
internal sealed class SegmentPacker
{
    /// <summary>A file takes up whole blocks of the disk, mostly 4 KiB: less cannot be saved on.</summary>
    public const int SmallestContent = 4096;

    // The fastest: level 3 made a text of 64 KiB 48 % of itself instead of 51 %, at half the speed.
    private const int Level = 1;

    /// <summary>After so many segments that would not pack, only each so-many-th is tried: a film that begins with a text must not cost a text's time.</summary>
    private const int Patience = 16;

    // They keep large tables, and are not for two threads at once.
    [ThreadStatic]
    private static Compressor? compressor;

    [ThreadStatic]
    private static Decompressor? decompressor;

    private readonly byte[] packed = new byte[MostBytes(BlobFormat.SegmentSize)];
    private int refusals;

    private SegmentPacker()
    {
    }

    /// <summary>One for a content that begins like this; null if packing does not save at least an eighth of it.</summary>
    public static SegmentPacker? For(ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < SmallestContent)
        {
            return null;
        }
        var packer = new SegmentPacker();
        var stored = 0;
        for (var rest = beginning; !rest.IsEmpty; rest = rest[Math.Min(rest.Length, BlobFormat.SegmentSize)..])
        {
            stored += packer.Pack(rest[..Math.Min(rest.Length, BlobFormat.SegmentSize)]).Length;
        }
        packer.refusals = 0;
        return stored <= MostBytes(beginning.Length) ? packer : null;
    }

    /// <summary>The segment packed, until the next is; or itself, if that is hardly longer.</summary>
    public ReadOnlySpan<byte> Pack(ReadOnlySpan<byte> segment)
    {
        if (refusals > Patience && refusals % Patience != 0)
        {
            refusals++;
            return segment;
        }
        if ((compressor ??= new Compressor(Level)).TryWrap(segment, packed.AsSpan(0, MostBytes(segment.Length)), out var length))
        {
            refusals = 0;
            return packed.AsSpan(0, length);
        }
        refusals++;
        return segment;
    }

    /// <summary>Fills <paramref name="segment"/> from what was packed; false if it is not that long. Only for what is authentic.</summary>
    public static bool TryUnpack(ReadOnlySpan<byte> packed, Span<byte> segment) =>
        (decompressor ??= new Decompressor()).TryUnwrap(packed, segment, out var length) && length == segment.Length;

    private static int MostBytes(int length) => length - length / 8;
}
