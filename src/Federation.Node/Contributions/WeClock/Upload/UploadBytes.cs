namespace Federation.Node.Contributions.WeClock.Upload;

/// <summary>Takes the upload into memory, no further than its limit.</summary>
internal static class UploadBytes
{
    private const int Piece = 64 * 1024;

    /// <summary>The bytes, or null when there are more than <paramref name="limit"/>; nothing past the limit is kept.</summary>
    public static byte[]? Take(Stream upload, int limit)
    {
        using var taken = new MemoryStream();
        var piece = new byte[Piece];
        while (upload.Read(piece) is var read and > 0)
        {
            if (taken.Length + read > limit)
            {
                return null;
            }

            taken.Write(piece, 0, read);
        }

        return taken.ToArray();
    }
}
