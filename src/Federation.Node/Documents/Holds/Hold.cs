using Federation.Storage.Keys;

namespace Federation.Node.Documents.Holds;

/// <summary>A hold as its own events tell it; the record of why something was not destroyed. What is held now, <see cref="HoldTable"/> says.</summary>
/// <param name="Id">The hold.</param>
/// <param name="SpaceId">The space.</param>
/// <param name="EntryId">What is held, with all in it; the space's id: all of it.</param>
/// <param name="Words">Why, sealed under the space's key.</param>
/// <param name="By">The member id of who placed it, or <c>command line</c>.</param>
/// <param name="ByManager">Placed by a manager of the group space, not by an officer.</param>
/// <param name="At">When it was placed.</param>
public sealed record Hold(Guid Id, Guid SpaceId, Guid EntryId, Sealed<HoldWords> Words, string By, bool ByManager, DateTimeOffset At)
{
    /// <summary>How it ended; null: it is in force.</summary>
    public HoldReleased? Release { get; init; }

    /// <summary>In force.</summary>
    public static Hold Create(HoldPlaced placed) => new(placed.HoldId, placed.SpaceId, placed.EntryId, placed.Words, placed.By, placed.ByManager, placed.At);

    /// <summary>Over.</summary>
    public Hold Apply(HoldReleased released) => this with { Release = released };
}
