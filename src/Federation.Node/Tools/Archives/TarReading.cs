using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Federation.Node.Tools.Archives;

/// <summary>
/// Lists a gzipped tar archive (POSIX.1-2001 pax, ustar, and GNU long names). The framework's reader would hold extended headers of any size
/// in memory.
/// </summary>
internal static class TarReading
{
    private const int Block = 512;

    public static async Task<ArchiveListing> List(Stream archive, EntryNames names, ToolLimits limits, CancellationToken cancel)
    {
        await using var plain = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        var unpacked = new CountedBytes(limits.MaxUnpackedBytes);
        var header = new byte[Block];
        var (longName, longSize) = ((string?)null, (long?)null);
        while (await plain.ReadAtLeastAsync(header, Block, throwOnEndOfStream: false, cancel) is var length and > 0)
        {
            if (length < Block)
            {
                throw new EndOfStreamException();
            }

            unpacked.Add(Block); // headers count too: a bomb can be made of them alone
            if (header.All(each => each == 0))
            {
                // Two empty blocks end the archive; what tar ignores after them is counted, not trusted.
                await unpacked.Drain(plain, cancel);
                break;
            }

            if (!HasItsChecksum(header))
            {
                throw new InvalidDataException();
            }

            var size = longSize ?? Number(header.AsSpan(124, 12));
            switch ((char)header[156])
            {
                case 'x' or 'L':
                    (longName, longSize) = Extended((char)header[156], await Content(plain, size, unpacked, cancel), longName, longSize);
                    continue;
                case 'g':
                    await Content(plain, size, unpacked, cancel); // about the whole archive, a comment of git for one
                    continue;
                case '0' or '\0' or '5':
                    names.Add(longName ?? Name(header), header[156] == '5' || (longName ?? Name(header)).EndsWith('/'));
                    await Skip(plain, Padded(size), unpacked, cancel);
                    (longName, longSize) = (null, null);
                    continue;
                default:
                    throw new ArchiveFault($"The entry '{EntryNames.Shown(longName ?? Name(header))}' is a link or a device; only files and folders are shared.");
            }
        }

        return names.Count == 0 ? throw new ArchiveFault("It is empty.") : new ArchiveListing(ArchiveKind.TarGz, names.Count, unpacked.Total);
    }

    // The name and size of the next entry, where they do not fit into its header.
    private static (string? Name, long? Size) Extended(char type, byte[] content, string? name, long? size)
    {
        if (type == 'L')
        {
            return (EntryNames.Read(content.AsSpan().TrimEnd((byte)0)), size);
        }

        // Records: "length key=value\n", the length in decimal and counting itself.
        var rest = content.AsSpan();
        while (rest.Length > 0)
        {
            var space = rest.IndexOf((byte)' ');
            if (space < 1 || !int.TryParse(Encoding.ASCII.GetString(rest[..space]), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || length <= space + 1 || length > rest.Length || rest[length - 1] != '\n')
            {
                throw new InvalidDataException();
            }

            var record = EntryNames.Read(rest[(space + 1)..(length - 1)]);
            if (record.StartsWith("path=", StringComparison.Ordinal))
            {
                name = record["path=".Length..];
            }
            else if (record.StartsWith("size=", StringComparison.Ordinal))
            {
                size = long.TryParse(record["size=".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : throw new InvalidDataException();
            }

            rest = rest[length..];
        }

        return (name, size);
    }

    private static async Task<byte[]> Content(Stream plain, long size, CountedBytes unpacked, CancellationToken cancel)
    {
        if (size > 2 * ToolLimits.LongestPath)
        {
            throw new ArchiveFault($"It holds an extended header of {size} bytes, longer than any name.");
        }

        var content = new byte[Padded(size)];
        await plain.ReadExactlyAsync(content, cancel);
        unpacked.Add(content.Length);
        return content[..(int)size];
    }

    private static async Task Skip(Stream plain, long bytes, CountedBytes unpacked, CancellationToken cancel)
    {
        var buffer = new byte[Math.Min(bytes, 64 * 1024)];
        while (bytes > 0)
        {
            var part = buffer.AsMemory(0, (int)Math.Min(bytes, buffer.Length));
            await plain.ReadExactlyAsync(part, cancel);
            unpacked.Add(part.Length);
            bytes -= part.Length;
        }
    }

    private static string Name(ReadOnlySpan<byte> header)
    {
        var (name, prefix) = (Text(header[..100]), header.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : "");
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string Text(ReadOnlySpan<byte> field) => EntryNames.Read(field.IndexOf((byte)0) is var end and >= 0 ? field[..end] : field);

    // Octal digits; GNU's binary form begins with a set bit and is for more than 8 GiB, which nobody may send.
    private static long Number(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            number = digit is >= (byte)'0' and <= (byte)'7' ? (number * 8) + (digit - '0') : throw new InvalidDataException();
        }

        return number;
    }

    private static bool HasItsChecksum(ReadOnlySpan<byte> header)
    {
        var sum = 0L;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? (byte)' ' : header[i];
        }

        return Number(header.Slice(148, 8)) == sum;
    }

    private static long Padded(long size) => (size + Block - 1) / Block * Block;
}
