namespace Federation.Node.Tools.Archives;

/// <summary>
/// What is in an archive. It is listed and counted, byte by byte and in bounded memory; nothing is ever written to a file or executed. Names
/// that would leave the folder they are unpacked in, links, devices, and more than the limits allow are refused.
/// </summary>
/// <param name="Kind">How it is packed.</param>
/// <param name="Entries">Files and folders in it.</param>
/// <param name="UnpackedBytes">Bytes of all files, counted, not believed.</param>
internal sealed record ArchiveListing(ArchiveKind Kind, int Entries, long UnpackedBytes)
{
    /// <summary>Lists an archive.</summary>
    /// <param name="archive">Seekable; read, not disposed.</param>
    /// <param name="limits">How much is too much.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The listing, or what is wrong in one English sentence.</returns>
    public static async Task<(ArchiveListing? Listing, string? Fault)> Of(Stream archive, ToolLimits limits, CancellationToken cancel)
    {
        try
        {
            var head = new byte[4];
            var length = await archive.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancel);
            archive.Position = 0;
            var names = new EntryNames();
            return head.AsSpan(0, length) switch
            {
                [0x1F, 0x8B, ..] => (await TarReading.List(archive, names, limits, cancel), null),
                [(byte)'P', (byte)'K', 3, 4] => (await ZipReading.List(archive, names, limits, cancel), null),
                _ => (null, "It is neither a .tar.gz nor a .zip."),
            };
        }
        catch (ArchiveFault e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return (null, "It is damaged and cannot be read to its end.");
        }
    }
}
