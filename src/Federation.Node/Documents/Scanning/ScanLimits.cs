namespace Federation.Node.Documents.Scanning;

/// <summary>Limits of having documents scanned for viruses.</summary>
internal static class ScanLimits
{
    /// <summary>For the scanner to take a connection: it is on this machine or beside it.</summary>
    public static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    /// <summary>For the scanner to take some bytes or to say what it found: an archive is unpacked meanwhile. What takes longer could not be scanned.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Documents that a replica has scanned at once: fewer than clamd has threads (10), so that none waits there for a place.</summary>
    public const int AtOnce = 8;

    /// <summary>Bytes sent in one piece.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>When senders are told to try again, while the scanner does not answer.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromMinutes(1);

    /// <summary>How often the scanner is asked again while documents wait for it.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>For one replica to scan one waiting document, before another takes over.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(30);
}
