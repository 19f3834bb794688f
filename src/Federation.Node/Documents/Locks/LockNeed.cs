namespace Federation.Node.Documents.Locks;

/// <summary>What a write touches, and so whose locks it needs (RFC 4918 §7.4).</summary>
/// <param name="Place">Where.</param>
/// <param name="Itself">What is there is changed.</param>
/// <param name="Membership">The folder it lies in gains or loses it.</param>
/// <param name="Inside">All that lies in it goes or moves.</param>
/// <param name="Successor">The entry that comes to be there instead, whose lock it then is.</param>
internal sealed record LockNeed(Place Place, bool Itself, bool Membership, bool Inside, Guid? Successor)
{
    /// <summary>Puts a document, or makes a folder where nothing is.</summary>
    public static LockNeed ToWrite(Place place) => new(place, place.Entry is not null, place.Entry is null, false, null);

    /// <summary>Takes what is there away, with all in it.</summary>
    public static LockNeed ToRemove(Place place) =>
        new(place, place.Entry is not null, place.Entry is not null, place.Entry is { IsFolder: true }, null);

    /// <summary>Puts something where perhaps something else was: a document over a document is only a version.</summary>
    /// <param name="successor">What comes to be there.</param>
    public static LockNeed ToReplace(Place place, EntryCard? by, Guid? successor) =>
        place.Entry is null || by is { IsFolder: false } && !place.Entry.IsFolder ? ToWrite(place) : ToRemove(place) with { Successor = successor };

    /// <summary>Entries whose own locks it needs, shallow ones too.</summary>
    public IReadOnlyList<Guid> Touched => [.. Ids(Itself ? Place.Entry : null), .. Ids(Membership ? Place.Folder : null)];

    /// <summary>Entries whose deep locks it needs.</summary>
    public IReadOnlyList<Guid> Above => Place.Above;

    private static IEnumerable<Guid> Ids(EntryCard? card) => card is null ? [] : [card.Id];
}
