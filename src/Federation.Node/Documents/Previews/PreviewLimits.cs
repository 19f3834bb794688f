namespace Federation.Node.Documents.Previews;

/// <summary>Limits of making previews: a picture is somebody else's file, and may be made to do harm.</summary>
internal static class PreviewLimits
{
    /// <summary>Pixels of the longer side of a small preview: four times what a list shows, for screens with many pixels.</summary>
    public const int Small = 192;

    /// <summary>Pixels of the longer side of a large preview: a page of A4 can be read.</summary>
    public const int Large = 1280;

    /// <summary>Bytes of a document of which previews are made: a photograph has ten million, a scanned book five times that.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Pixels of a picture that is decoded, known from its head before: phones take 50 million, a pixel flood has billions.</summary>
    public const int MaxPixels = 64_000_000;

    /// <summary>Pages of a PDF that are shown; who wants to read more of it downloads it.</summary>
    public const int MaxPages = 100;

    /// <summary>Bytes of memory for the picture in the program that makes a preview: the pixels with what it takes to scale them down.</summary>
    public const long PictureMemory = 448L * 1024 * 1024;

    /// <summary>Bytes of the managed heap of that program: it holds next to nothing there.</summary>
    public const long Heap = 64L * 1024 * 1024;

    /// <summary>Bytes of memory for the program that draws a page of a PDF.</summary>
    public const long PageMemory = 512L * 1024 * 1024;

    /// <summary>Seconds on the processor for one preview; what takes longer has none.</summary>
    public const int Seconds = 10;

    /// <summary>For making one preview on a machine that is busy.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Previews made at once by a replica: each takes a processor, and up to its memory.</summary>
    public const int AtOnce = 2;

    /// <summary>Bytes of a preview: what makes more of so few pixels is no picture.</summary>
    public const int MaxPreviewBytes = 4 * 1024 * 1024;

    /// <summary>How long a preview is kept; then it is made again for whoever asks.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    /// <summary>Bytes of a text that its page shows; the rest is in the document.</summary>
    public const int ShownText = 64 * 1024;
}
