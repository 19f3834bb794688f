using Federation.Storage.Keys;

namespace Federation.Node.Documents.Holds;

/// <summary>A hold was put on a space, a folder or a document: nothing of it is destroyed until it is released. Stream: the hold.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="SpaceId">The space.</param>
/// <param name="EntryId">The folder or document, with all that lies in it or comes into it; the space itself: all of it.</param>
/// <param name="Words">Why, sealed under the space's key.</param>
/// <param name="By">The member id of who placed it, or <c>command line</c>.</param>
/// <param name="ByManager">Placed by a manager of the group space, not by an officer.</param>
/// <param name="At">When.</param>
public sealed record HoldPlaced(Guid HoldId, Guid SpaceId, Guid EntryId, Sealed<HoldWords> Words, string By, bool ByManager, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "hold.placed.v1";
}

/// <summary>A hold ended; what was due to be destroyed goes, unless another hold is on it. Stream: the hold.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="SpaceId">The space.</param>
/// <param name="Words">Why, sealed under the space's key.</param>
/// <param name="By">The member id of who released it, or <c>command line</c>.</param>
/// <param name="At">When.</param>
public sealed record HoldReleased(Guid HoldId, Guid SpaceId, Sealed<HoldWords> Words, string By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "hold.released.v1";
}

/// <summary>Why a hold was placed or released, in the clear only inside the process.</summary>
/// <param name="Why">For officers: the case, the reason.</param>
/// <param name="Told">For those whose documents they are, and who see them; empty: only that they are held.</param>
public sealed record HoldWords(string Why, string Told = "");
