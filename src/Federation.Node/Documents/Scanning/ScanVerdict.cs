namespace Federation.Node.Documents.Scanning;

/// <summary>What the scanner said of a content.</summary>
/// <param name="Kind">In short.</param>
/// <param name="Detail">What was found, or why it could not be scanned; told to operators.</param>
internal sealed record ScanVerdict(VerdictKind Kind, string Detail)
{
    public static ScanVerdict Clean { get; } = new(VerdictKind.Clean, "");
}

/// <summary>What a scan ended with.</summary>
internal enum VerdictKind
{
    /// <summary>Nothing was found.</summary>
    Clean,

    /// <summary>Something was found.</summary>
    Found,

    /// <summary>It is larger than the scanner takes.</summary>
    TooLarge,

    /// <summary>The scanner does not answer, or says that something is wrong with it.</summary>
    Away,
}
