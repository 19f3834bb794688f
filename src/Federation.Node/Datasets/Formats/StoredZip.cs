using System.IO.Compression;

namespace Federation.Node.Datasets.Formats;

/// <summary>A zip archive that is the same bytes whenever and wherever it is made: fixed times, fixed order, nothing compressed, for what a compressor makes of it differs from one release of the platform to the next.</summary>
internal static class StoredZip
{
    // The first day that a zip archive can tell.
    private static readonly DateTimeOffset Never = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The archive of these files, in their order.</summary>
    public static byte[] Of(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = Never;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }

        return bytes.ToArray();
    }
}
