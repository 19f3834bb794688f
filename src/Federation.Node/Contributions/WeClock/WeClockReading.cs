using System.Diagnostics.CodeAnalysis;

namespace Federation.Node.Contributions.WeClock;

/// <summary>The outcome of reading an upload: an export or a refusal, never both and never half an export.</summary>
internal sealed class WeClockReading
{
    private WeClockReading(WeClockExport? export, ImportRefusal? refusal)
    {
        Export = export;
        Refusal = refusal;
    }

    /// <summary>The export; null when refused.</summary>
    public WeClockExport? Export { get; }

    /// <summary>Why not; null when read.</summary>
    public ImportRefusal? Refusal { get; }

    /// <summary>True when the whole file was read.</summary>
    [MemberNotNullWhen(true, nameof(Export))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsRead => Export is not null;

    internal static WeClockReading Of(WeClockExport export) => new(export, null);

    internal static WeClockReading Refuse(ImportRefusal refusal) => new(null, refusal);
}
