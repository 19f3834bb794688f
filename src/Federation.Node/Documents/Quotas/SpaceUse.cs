namespace Federation.Node.Documents.Quotas;

/// <summary>How full a space is.</summary>
/// <param name="Used">Bytes of all versions that are kept of all documents, those in the trash included, as long as their content is.</param>
/// <param name="Most">Bytes it may hold; null: no limit.</param>
internal sealed record SpaceUse(long Used, long? Most)
{
    /// <summary>Of a space that nobody looked into: as if it had no limit.</summary>
    public static SpaceUse Unknown { get; } = new(0, null);

    /// <summary>Bytes that still fit; null: no limit.</summary>
    public long? Free => Most is { } most ? Math.Max(0, most - Used) : null;

    /// <summary>Why so many bytes more are not taken; null when they fit. What adds nothing always fits, also where a limit was set below what is there.</summary>
    public QuotaRefusal.NoRoom? Refuse(long added) => added > 0 && Free < added ? new(Free.Value) : null;
}
