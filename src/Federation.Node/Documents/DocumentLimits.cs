namespace Federation.Node.Documents;

/// <summary>Limits of the documents.</summary>
internal sealed record DocumentLimits
{
    /// <summary>Bytes of one version: 16 GiB, more than a day of video; a disk, not a principle, is what ends first.</summary>
    public long MaxDocumentBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Bytes of a name in UTF-8: what ext4, APFS and NTFS all hold, so that every device can keep a copy.</summary>
    public const int LongestName = 255;

    /// <summary>Bytes of an XML body: names of properties, which are few and short.</summary>
    public const int MaxXmlBytes = 64 * 1024;

    /// <summary>Folders and documents copied by one request: they are one transaction.</summary>
    public const int MostCopied = 10_000;

    /// <summary>Times a write looks again after losing to another; each round lets at least one writer through.</summary>
    public const int Attempts = 60;
}
