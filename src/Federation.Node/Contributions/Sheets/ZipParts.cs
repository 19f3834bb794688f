using System.IO.Compression;

namespace Federation.Node.Contributions.Sheets;

/// <summary>
/// The parts of a zip by name, unpacked into memory and never further than the limits, whatever the zip says of itself. Nothing is written anywhere,
/// so a name can do no harm.
/// </summary>
internal sealed class ZipParts : IDisposable
{
    private const int Piece = 64 * 1024;

    private readonly ZipArchive archive;

    private ZipParts(ZipArchive archive) => this.archive = archive;

    /// <summary>Full names of all parts.</summary>
    public IEnumerable<string> Names => archive.Entries.Select(entry => entry.FullName);

    /// <summary>Opens a zip; null when it is none, is damaged, or has more parts than anybody's.</summary>
    public static ZipParts? Open(byte[] bytes)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count <= SheetLimits.MaxParts)
            {
                return new ZipParts(archive);
            }
        }
        catch (InvalidDataException)
        {
            // Told by null.
        }

        archive?.Dispose();
        return null;
    }

    /// <summary>One part.</summary>
    /// <returns>Null when it is not there.</returns>
    /// <exception cref="InvalidDataException">It is damaged or encrypted.</exception>
    /// <exception cref="TooLargeException">It unpacks to more than the limits.</exception>
    public byte[]? Read(string name)
    {
        if (archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName, name, StringComparison.OrdinalIgnoreCase)) is not { } part)
        {
            return null;
        }

        if (part.IsEncrypted)
        {
            throw new InvalidDataException("It is encrypted.");
        }

        var most = Math.Min(SheetLimits.MaxUnpackedBytes, Math.Max(SheetLimits.RatioGraceBytes, part.CompressedLength * SheetLimits.MaxInflationRatio));
        using var packed = part.Open();
        using var unpacked = new MemoryStream();
        var (piece, checksum) = (new byte[Piece], default(Crc32));
        while (packed.Read(piece) is var read and > 0)
        {
            if (unpacked.Length + read > most)
            {
                throw new TooLargeException();
            }

            checksum.Append(piece.AsSpan(0, read));
            unpacked.Write(piece, 0, read);
        }

        return unpacked.Length == part.Length && checksum.Value == part.Crc32 ? unpacked.ToArray() : throw new InvalidDataException("Its checksum is another.");
    }

    /// <inheritdoc/>
    public void Dispose() => archive.Dispose();

    /// <summary>A part unpacks to more than the limits.</summary>
    internal sealed class TooLargeException : Exception;
}
