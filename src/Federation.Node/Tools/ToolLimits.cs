namespace Federation.Node.Tools;

/// <summary>The numbers of tools, with their reasons.</summary>
internal sealed record ToolLimits
{
    /// <summary>Bytes of an archive: 200 MiB hold a program with its runtime; what is larger is data, not a tool.</summary>
    public long MaxArchiveBytes { get; init; } = 200L * 1024 * 1024;

    /// <summary>Bytes an archive may unpack to: 1 GiB. Whoever unpacks it may have a phone.</summary>
    public long MaxUnpackedBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Bytes of archives kept of one peer: 4 GiB, so that no publisher fills our disk.</summary>
    public long MaxBytesPerPeer { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Files and folders in an archive: each costs memory wherever it is unpacked.</summary>
    public const int MostEntries = 20_000;

    /// <summary>Bytes of a name inside an archive: what file systems hold as a path.</summary>
    public const int LongestPath = 4096;

    /// <summary>Characters of a tool's name.</summary>
    public const int LongestName = 64;

    /// <summary>Characters of a text of the manifest, in one language: a paragraph or two.</summary>
    public const int LongestText = 2000;

    /// <summary>Characters of an address of sources.</summary>
    public const int LongestUrl = 500;

    /// <summary>Versions of tools one peer may have in our catalogue: a page that people can still read.</summary>
    public const int MostCopiesPerPeer = 1000;

    /// <summary>Attempts to fetch an archive before an administrator has to ask again.</summary>
    public const int MostAttempts = 8;

    /// <summary>How long after its announcement an archive is waited for because its publisher asks for patience: as long as peers wait for what we say.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromDays(30);
}
