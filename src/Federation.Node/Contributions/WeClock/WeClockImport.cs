using Federation.Node.Contributions.WeClock.Rows;
using Federation.Node.Contributions.WeClock.Upload;

namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// Reads an export of the WeClock app: the CSV of iOS or the zip of Android, each also in the other's wrapping (a Mac unzips by itself).
/// A pure function of the bytes: no clock, no file, no network; a fault anywhere refuses the whole.
/// </summary>
internal static class WeClockImport
{
    /// <summary>Reads an upload to its end or to its first fault.</summary>
    /// <param name="upload">The bytes as sent; not disposed.</param>
    /// <param name="fileName">The name as sent: only a name that promises a zip is compared with the bytes, nothing is opened by it.</param>
    /// <param name="limits">How much is read; <see cref="WeClockLimits.Default"/> if null.</param>
    public static WeClockReading Read(Stream upload, string fileName, WeClockLimits? limits = null)
    {
        limits ??= WeClockLimits.Default;
        if (UploadBytes.Take(upload, limits.MaxUploadBytes) is not { } bytes)
        {
            return Refuse(ImportFault.UploadTooLarge, ("limit", limits.MaxUploadBytes));
        }

        if (bytes.Length == 0)
        {
            return Refuse(ImportFault.EmptyFile);
        }

        if (!ZipSource.LooksLikeZip(bytes))
        {
            return fileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)
                ? Refuse(ImportFault.NotAZip)
                : Read(new PlainSource(bytes), limits);
        }

        var (zip, refusal) = ZipSource.Open(bytes, limits);
        return zip is null ? WeClockReading.Refuse(refusal!) /* one of the two is there */ : Read(zip, limits);
    }

    private static WeClockReading Read(ByteSource source, WeClockLimits limits)
    {
        using (source)
        {
            var (rows, refusal) = ExportRows.Read(source, limits);
            return rows is null ? WeClockReading.Refuse(refusal!) /* one of the two is there */ : WeClockReading.Of(WeClockExport.Of(rows));
        }
    }

    private static WeClockReading Refuse(ImportFault fault, params (string Name, object Value)[] facts) =>
        WeClockReading.Refuse(ImportRefusal.OfFile(fault, facts));
}
