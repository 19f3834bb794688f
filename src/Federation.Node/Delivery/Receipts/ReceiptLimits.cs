namespace Federation.Node.Delivery.Receipts;

/// <summary>The numbers of receipts, with their reasons.</summary>
internal static class ReceiptLimits
{
    /// <summary>Receipts in one activity: about 150 kB, well below an activity's limit.</summary>
    public const int MaxItems = 500;

    /// <summary>How long receipts gather: an officer does not notice, and a catalogue that is mirrored anew is answered in a few activities.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromSeconds(2);

    /// <summary>Characters of a reason: it is for people, an essay is not sent.</summary>
    public const int LongestReason = 500;
}
