namespace Federation.Node.Contributions.WeClock;

/// <summary>How much of an upload is read before it is refused. Defaults are for one person's export of about a year.</summary>
internal sealed record WeClockLimits
{
    /// <summary>The limits of a node that configures none.</summary>
    public static WeClockLimits Default { get; } = new();

    /// <summary>Bytes of the upload as sent: a year of fixes every five minutes is about 10 MiB.</summary>
    public int MaxUploadBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Rows of the export, of any kind.</summary>
    public int MaxRows { get; init; } = 200_000;

    /// <summary>Bytes of the CSV inside a zip, counted while it inflates, whatever the zip's own headers claim.</summary>
    public long MaxInflatedBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Inflated bytes per compressed byte. Honest exports stay below 30; a bomb is near 1,000.</summary>
    public int MaxInflationRatio { get; init; } = 100;

    /// <summary>Bytes inflated before the ratio is judged, so that a tiny repetitive file is not called a bomb.</summary>
    public int RatioGraceBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of one line; a real one is under 200.</summary>
    public int MaxLineBytes { get; init; } = 4096;
}
