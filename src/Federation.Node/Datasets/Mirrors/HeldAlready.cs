using Federation.Node.Delivery;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>
/// What a node answers to a version when it holds another under the same name or number (docs/protocol.md, Releases). A publisher that never
/// forgot what it said hears it never: one that hears it was probably restored from a backup.
/// </summary>
internal static class HeldAlready
{
    public const string SameVersion = "A release never changes; publish another version.";

    public const string SameNumber = "Another version of this dataset has this number; publish the next one.";

    /// <summary>True when a peer said so of our newest version.</summary>
    public static bool IsSaid(IEnumerable<DeliveryJourney> journeys) => journeys.Any(each => each is { Step: DeliveryStep.Refused, Reason: SameVersion or SameNumber });
}
