using System.Buffers.Binary;

namespace Federation.Storage.Blobs;

/// <summary>Where the segments of one stored blob are. See <see cref="BlobFormat"/>.</summary>
internal sealed class SegmentMap
{
    private readonly long[]? ends; // of packed segments, their tags included; null: all but the last are full

    private SegmentMap(long length, long[]? ends) => (Length, this.ends) = (length, ends);

    /// <summary>Bytes of content.</summary>
    public long Length { get; }

    /// <summary>Number of the last segment.</summary>
    public long Last => BlobFormat.SegmentsFor(Length) - 1;

    /// <summary>Segments stored as they are; null if no content gives that length.</summary>
    /// <param name="stored">Bytes on disk.</param>
    public static SegmentMap? OfPlain(long stored) => BlobFormat.ContentLength(stored) is { } length ? new SegmentMap(length, null) : null;

    /// <summary>Bytes of the sealed map of so many segments, without the number that follows it.</summary>
    public static long SealedSize(long segments) => BlobFormat.MapLengthSize + segments * BlobFormat.MapEntrySize + BlobFormat.TagSize;

    /// <summary>The map as it is sealed.</summary>
    /// <param name="length">Bytes of content.</param>
    /// <param name="sizes">Stored bytes of each segment, without the tag.</param>
    public static byte[] Write(long length, IReadOnlyList<int> sizes)
    {
        var map = new byte[BlobFormat.MapLengthSize + sizes.Count * BlobFormat.MapEntrySize];
        BinaryPrimitives.WriteInt64BigEndian(map, length);
        for (var i = 0; i < sizes.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(map.AsSpan(BlobFormat.MapLengthSize + i * BlobFormat.MapEntrySize), (ushort)(sizes[i] - 1));
        }
        return map;
    }

    /// <summary>Reads what <see cref="Write"/> wrote; null if it does not fit the content or the file.</summary>
    /// <param name="map">Opened, so authentic.</param>
    /// <param name="room">Bytes on disk between the header and the sealed map.</param>
    public static SegmentMap? Read(ReadOnlySpan<byte> map, long room)
    {
        var length = BinaryPrimitives.ReadInt64BigEndian(map);
        var ends = new long[(map.Length - BlobFormat.MapLengthSize) / BlobFormat.MapEntrySize];
        var end = 0L;
        for (var i = 0; i < ends.Length; i++)
        {
            end += BinaryPrimitives.ReadUInt16BigEndian(map[(BlobFormat.MapLengthSize + i * BlobFormat.MapEntrySize)..]) + 1 + BlobFormat.TagSize;
            ends[i] = end;
        }
        return end == room && BlobFormat.SegmentsFor(length) == ends.Length ? new SegmentMap(length, ends) : null;
    }

    /// <summary>Where a segment is, counted from the beginning of the file.</summary>
    public long Offset(long segment) =>
        BlobFormat.HeaderSize + (ends is null ? segment * BlobFormat.SealedSegmentSize : segment == 0 ? 0 : ends[segment - 1]);

    /// <summary>Bytes of a segment on disk, its tag included.</summary>
    public int StoredSize(long segment) => ends is null ? Size(segment) + BlobFormat.TagSize : (int)(ends[segment] - (segment == 0 ? 0 : ends[segment - 1]));

    /// <summary>Bytes of content in a segment.</summary>
    public int Size(long segment) => segment < Last ? BlobFormat.SegmentSize : (int)(Length - Last * BlobFormat.SegmentSize);
}
