namespace Federation.Node.Documents.Search;

/// <summary>Limits of reading documents for search: a document is somebody else's file, and may be made to do harm.</summary>
internal static class SearchLimits
{
    /// <summary>Bytes of a document that is read; larger ones are found by their names: 64 MiB of text is a library, of pictures none.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Characters kept of one document: a thousand pages.</summary>
    public const int MaxText = 2_000_000;

    /// <summary>Bytes unpacked from one document, all its parts together: an office document shrinks to a tenth, a zip bomb to a thousandth.</summary>
    public const long MaxUnpacked = 64L * 1024 * 1024;

    /// <summary>Bytes of the list of parts in a zip, which is held in memory: tens of thousands of parts.</summary>
    public const int MaxZipList = 4 * 1024 * 1024;

    /// <summary>Elements inside each other: office programs nest a few dozen.</summary>
    public const int MaxXmlDepth = 256;

    /// <summary>Pages read of a PDF.</summary>
    public const int MaxPages = 5000;

    /// <summary>Bytes of memory for the program that reads a PDF; what needs more is not read.</summary>
    public const long PdfMemory = 512L * 1024 * 1024;

    /// <summary>For reading one document on a machine that is busy; what takes longer is not read.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Attempts to read a document when the node itself is disturbed; then it is found by its name only.</summary>
    public const int Attempts = 3;

    /// <summary>Documents finished at once of which nothing is read: a second of the fastest sync.</summary>
    public const int UnreadAtOnce = 1000;

    /// <summary>Documents on a page of results.</summary>
    public const int Shown = 20;

    /// <summary>Characters of what is searched for.</summary>
    public const int LongestQuery = 200;
}
