using System.IO.Compression;

namespace Federation.Node.Contributions.WeClock.Upload;

/// <summary>
/// The one CSV of a zip, inflated as it is read and never further than the limits, whatever the zip's headers claim. Nothing is
/// written anywhere, so an entry's name can do no harm; a name that tries is refused all the same.
/// </summary>
internal sealed class ZipSource : ByteSource
{
    private static readonly string[] Climbing = ["..", "."];

    private readonly ZipArchive archive;
    private readonly Stream inflated;
    private readonly ZipArchiveEntry entry;
    private readonly WeClockLimits limits;
    private Crc32 checksum;
    private long count;

    private ZipSource(ZipArchive archive, ZipArchiveEntry entry, WeClockLimits limits)
    {
        this.archive = archive;
        this.entry = entry;
        this.limits = limits;
        inflated = entry.Open();
    }

    /// <summary>True when the bytes begin like a zip: a local header, or the end record of an empty zip.</summary>
    public static bool LooksLikeZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8) || bytes.StartsWith("PK\x05\x06"u8);

    /// <summary>Opens the zip, or says why not.</summary>
    public static (ZipSource? Source, ImportRefusal? Refusal) Open(byte[] bytes, WeClockLimits limits)
    {
        ZipArchive? archive = null;
        try
        {
            archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (RefusalOf(archive) is { } refusal)
            {
                archive.Dispose();
                return (null, refusal);
            }

            return (new ZipSource(archive, archive.Entries[0], limits), null);
        }
        catch (InvalidDataException)
        {
            archive?.Dispose();
            return (null, ImportRefusal.OfFile(ImportFault.ZipDamaged));
        }
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (Refusal is not null)
        {
            return 0;
        }

        try
        {
            var read = inflated.Read(buffer);
            Refusal = read == 0 ? AtEnd() : Taken(buffer[..read]);
            return Refusal is null ? read : 0;
        }
        catch (InvalidDataException)
        {
            Refusal = ImportRefusal.OfFile(ImportFault.ZipDamaged);
            return 0;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inflated.Dispose();
        archive.Dispose();
        base.Dispose();
    }

    private static ImportRefusal? RefusalOf(ZipArchive archive)
    {
        if (archive.Entries.Count != 1)
        {
            return ImportRefusal.OfFile(ImportFault.ZipNotOneFile, ("count", archive.Entries.Count));
        }

        var entry = archive.Entries[0];
        var name = entry.FullName;
        var isUnsafe = name.StartsWith('/') || name.Contains('\\', StringComparison.Ordinal)
            || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl)
            || name.Split('/').Any(Climbing.Contains);
        return isUnsafe ? ImportRefusal.OfFile(ImportFault.ZipEntryNameUnsafe)
            : entry.IsEncrypted ? ImportRefusal.OfFile(ImportFault.ZipEncrypted)
            : name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? ImportRefusal.OfFile(ImportFault.ZipNested)
            : name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? null
            : ImportRefusal.OfFile(ImportFault.ZipEntryNotCsv);
    }

    private ImportRefusal? Taken(ReadOnlySpan<byte> piece)
    {
        if (count == 0 && LooksLikeZip(piece))
        {
            return ImportRefusal.OfFile(ImportFault.ZipNested);
        }

        count += piece.Length;
        checksum.Append(piece);
        var byRatio = Math.Max(limits.RatioGraceBytes, entry.CompressedLength * limits.MaxInflationRatio);
        return count > limits.MaxInflatedBytes
            ? ImportRefusal.OfFile(ImportFault.ZipBomb, ("limit", $"{limits.MaxInflatedBytes} bytes"))
            : count > byRatio
            ? ImportRefusal.OfFile(ImportFault.ZipBomb, ("limit", $"{limits.MaxInflationRatio}:1"))
            : null;
    }

    private ImportRefusal? AtEnd() =>
        count == entry.Length && checksum.Value == entry.Crc32 ? null : ImportRefusal.OfFile(ImportFault.ZipDamaged);
}
