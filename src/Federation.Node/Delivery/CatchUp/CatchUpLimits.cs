namespace Federation.Node.Delivery.CatchUp;

/// <summary>The numbers of catching up, with their reasons.</summary>
internal static class CatchUpLimits
{
    /// <summary>How often each followed catalogue is compared: lost messages are rare, and one small request a day costs nobody anything.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(1);

    /// <summary>How soon after a new follow, or after this node starts: it may have been away, or restored from a backup.</summary>
    public static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(2);

    /// <summary>How soon again when a publisher could not be asked, or the two differ.</summary>
    public static readonly TimeSpan AfterTrouble = TimeSpan.FromHours(1);

    /// <summary>How often a replica looks whether a comparison is due.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>How long one replica has for one catalogue before another takes over; renewed with each page.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>How long what was read may take to be applied before the comparison is left for later.</summary>
    public static readonly TimeSpan ApplyWithin = TimeSpan.FromMinutes(1);

    /// <summary>Activities on one page of an outbox that is read in order, like a batch.</summary>
    public const int PageItems = 100;

    /// <summary>Bytes of activities on one page; the page has to stay below <see cref="DeliveryLimits.MaxActivityBytes"/> with what is around them.</summary>
    public const int PageBytes = 900 * 1024;

    /// <summary>Pages read of one outbox in one turn: a million activities; a publisher cannot keep us reading for ever.</summary>
    public const int MaxPages = 10_000;
}
