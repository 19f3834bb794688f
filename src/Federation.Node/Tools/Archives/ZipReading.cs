using System.Buffers.Binary;
using System.IO.Compression;

namespace Federation.Node.Tools.Archives;

/// <summary>
/// Lists a zip archive by its central directory (APPNOTE 4.3) and unpacks every entry into nothing to count it. The framework's reader would
/// hold millions of directory entries in memory.
/// </summary>
internal static class ZipReading
{
    private const int EndSize = 22, EntrySize = 46, LocalSize = 30;

    public static async Task<ArchiveListing> List(Stream archive, EntryNames names, ToolLimits limits, CancellationToken cancel)
    {
        var (entries, at) = await FindDirectory(archive, cancel);
        var (unpacked, packed) = (new CountedBytes(limits.MaxUnpackedBytes), 0L);
        var fixedPart = new byte[EntrySize];
        for (var i = 0; i < entries; i++)
        {
            archive.Position = at;
            await archive.ReadExactlyAsync(fixedPart, cancel);
            var entry = ZipEntry.Read(fixedPart);
            var name = new byte[entry.NameLength];
            await archive.ReadExactlyAsync(name, cancel);
            at = archive.Position + entry.RestLength;
            entry.Refuse(EntryNames.Shown(EntryNames.Read(name)));
            names.Add(EntryNames.Read(name), name is [.., (byte)'/']);
            // Entries that overlap share packed bytes: the sum then exceeds the file.
            packed += entry.Packed;
            if (packed > archive.Length)
            {
                throw new ArchiveFault("Its entries overlap.");
            }

            await Unpack(archive, entry, name, unpacked, cancel);
        }

        return new ArchiveListing(ArchiveKind.Zip, names.Count, unpacked.Total);
    }

    private static async Task Unpack(Stream archive, ZipEntry entry, byte[] name, CountedBytes unpacked, CancellationToken cancel)
    {
        archive.Position = entry.At;
        var local = new byte[LocalSize];
        await archive.ReadExactlyAsync(local, cancel);
        var localName = new byte[BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(26))];
        await archive.ReadExactlyAsync(localName, cancel);
        if (!local.AsSpan(0, 4).SequenceEqual("PK\u0003\u0004"u8) || !localName.AsSpan().SequenceEqual(name))
        {
            // Two programs would unpack two different things.
            throw new ArchiveFault($"The entry '{EntryNames.Shown(EntryNames.Read(name))}' has another name where its bytes are.");
        }

        var content = new BoundedRead(archive, archive.Position + BinaryPrimitives.ReadUInt16LittleEndian(local.AsSpan(28)), entry.Packed);
        await using var plain = entry.IsDeflated ? (Stream)new DeflateStream(content, CompressionMode.Decompress) : content;
        if (await unpacked.Drain(plain, cancel) != entry.Unpacked)
        {
            throw new ArchiveFault($"The entry '{EntryNames.Shown(EntryNames.Read(name))}' is not of the size it states.");
        }
    }

    private static async Task<(int Entries, long At)> FindDirectory(Stream archive, CancellationToken cancel)
    {
        var tail = new byte[Math.Min(archive.Length, EndSize + ushort.MaxValue)];
        archive.Position = archive.Length - tail.Length;
        await archive.ReadExactlyAsync(tail, cancel);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndSize)
        {
            throw new InvalidDataException();
        }

        var record = tail.AsSpan(end);
        var (here, all) = (BinaryPrimitives.ReadUInt16LittleEndian(record[8..]), BinaryPrimitives.ReadUInt16LittleEndian(record[10..]));
        var at = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        return all == ushort.MaxValue || at == uint.MaxValue || here != all ? throw new ArchiveFault("It is a zip of the 64 bit or split kind, which tools of this size do not need.")
            : all == 0 ? throw new ArchiveFault("It is empty.")
            : all > ToolLimits.MostEntries ? throw new ArchiveFault($"It holds more than {ToolLimits.MostEntries} files and folders.")
            : (all, at);
    }
}
