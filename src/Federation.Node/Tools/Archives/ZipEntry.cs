using System.Buffers.Binary;

namespace Federation.Node.Tools.Archives;

/// <summary>One line of a zip's central directory.</summary>
internal readonly record struct ZipEntry(ushort Flags, ushort Method, long Packed, long Unpacked, int NameLength, int RestLength, uint Attributes, long At)
{
    private const int FileTypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000;

    /// <summary>True when its bytes are packed by deflate.</summary>
    public bool IsDeflated => Method == 8;

    /// <summary>Reads the 46 bytes before its name (APPNOTE 4.3.12).</summary>
    public static ZipEntry Read(ReadOnlySpan<byte> bytes) => bytes[..4].SequenceEqual("PK\u0001\u0002"u8)
        ? new(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]),
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[32..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[38..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[42..]))
        : throw new InvalidDataException();

    /// <summary>Refuses what is neither a plain file nor a folder, and what cannot be looked into.</summary>
    /// <exception cref="ArchiveFault">It is refused.</exception>
    public void Refuse(string name)
    {
        if ((Flags & 1) != 0)
        {
            throw new ArchiveFault($"The entry '{name}' is encrypted; nobody could look at it.");
        }

        if (Method is not (0 or 8))
        {
            throw new ArchiveFault($"The entry '{name}' is packed in a way that not every system can unpack.");
        }

        // The upper half are Unix's file modes, if the archive was made there.
        if (((Attributes >> 16) & FileTypeMask) is not (0 or RegularFile or Folder))
        {
            throw new ArchiveFault($"The entry '{name}' is a link or a device; only files and folders are shared.");
        }
    }
}
