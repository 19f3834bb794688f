namespace Federation.Node.Documents.Spaces;

/// <summary>A space, or a part of one, that a member gets at: their own, a group's, or what somebody shared with them.</summary>
/// <param name="Space">Whose tree it is.</param>
/// <param name="Top">The folder or document where it begins; they get at all that lies in it, and at nothing above.</param>
/// <param name="Role">What they may do there.</param>
/// <param name="Name">What it is called at the top of their own documents; null: it is these.</param>
internal sealed record Reach(Space Space, EntryCard Top, SpaceRole Role, string? Name)
{
    /// <summary>Whether it was shared with them alone, so that they can do without it; not through a group.</summary>
    public bool CanLeave { get; init; }

    /// <summary>A part of somebody else's space.</summary>
    public bool IsShare => Top.Id != Space.Id;

    /// <summary>A whole space of a group.</summary>
    public bool IsGroup => Name is not null && !IsShare;

    /// <summary>Where it begins, as it is shown at the top of the member's own documents.</summary>
    public EntryCard Shown => Top with { Name = Name ?? "" };

    /// <summary>Why nothing may be changed here by anybody; null while the space is open.</summary>
    public DocumentRefusal? RefuseClosed => SpaceRules.RefuseClosed(Space);

    /// <summary>Why nothing may be changed here; null when it may.</summary>
    public DocumentRefusal? RefuseChange => RefuseClosed is { } closed ? closed : Role < SpaceRole.Editor ? new SpaceRefusal.ReadOnly() : null;

    /// <summary>Why what begins here cannot go or make way for something else: that is for those it belongs to.</summary>
    public DocumentRefusal? RefuseRemoval(Place place) => IsShare && place.Entry?.Id == Top.Id ? new SpaceRefusal.SharedWithYou() : null;
}

/// <summary>Where a path of a member leads.</summary>
/// <param name="Reach">Into what.</param>
/// <param name="Asked">The path as they see it, from the top of their own documents.</param>
/// <param name="Top">Names from the space down to where the reach begins.</param>
internal sealed record Way(Reach Reach, IReadOnlyList<string> Asked, IReadOnlyList<string> Top)
{
    /// <summary>What others let the member into, shown at the top of their own documents; empty for a path that leads anywhere else.</summary>
    public IReadOnlyList<Reach> Others { get; init; } = [];

    public Space Space => Reach.Space;

    /// <summary>Names from the space down to where it leads.</summary>
    public IReadOnlyList<string> Path { get; } = Reach.Name is null ? Asked : [.. Top, .. Asked.Skip(1)];

    /// <summary>A path in the space as the member sees it; what lies above the beginning is shown as the beginning.</summary>
    public IReadOnlyList<string> Shown(IReadOnlyList<string> path) => Reach.Name is not { } name ? path : [name, .. path.Skip(Top.Count)];

    /// <summary>Whether a place lies where it may be seen: a folder may have come into the way's place since it was looked up.</summary>
    public bool Covers(Place place) => !Reach.IsShare || place.Entry?.Id == Reach.Top.Id || place.Above.Contains(Reach.Top.Id);
}

/// <summary>An entry as a member sees it.</summary>
/// <param name="Reach">How they get at it.</param>
/// <param name="Down">From where that begins down to it; the first carries the reach's name.</param>
/// <param name="All">All that they get at, their own space first.</param>
internal sealed record Sight(Reach Reach, IReadOnlyList<EntryCard> Down, IReadOnlyList<Reach> All)
{
    public EntryCard Entry => Down[^1];

    /// <summary>Its path from the top of their own documents.</summary>
    public IReadOnlyList<string> Path => [.. Down.Skip(Reach.Name is null ? 1 : 0).Select(card => card.Name)];

    /// <summary>What others let the member into, shown at the top of their own documents; empty anywhere else.</summary>
    public IReadOnlyList<Reach> Others => Path.Count == 0 ? [.. All.Skip(1)] : [];

    /// <summary>The group spaces they are in.</summary>
    public IEnumerable<Reach> Groups => All.Where(reach => reach.IsGroup);
}
