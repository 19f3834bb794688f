namespace Federation.Node.Documents.Retention;

/// <summary>A manager said how long documents of a space stay. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="Rule">How long; null: as every space.</param>
/// <param name="By">The manager, or the member whose own space it is.</param>
/// <param name="At">When.</param>
public sealed record SpaceRetentionSet(Guid SpaceId, RetentionRule? Rule, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.retention-set.v1";
}

/// <summary>An administrator said how long documents stay in every space of which nothing else was said. Stream: the node's own, of all these.</summary>
/// <param name="Rule">How long; null: nothing was said.</param>
/// <param name="By">The administrator.</param>
/// <param name="At">When.</param>
public sealed record SpacesRetentionSet(RetentionRule? Rule, Guid By, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "spaces.retention-set.v1";
}

/// <summary>By its rule the node moved documents of a space to the trash; each has an event of its own, whose author is the rule. Stream: the space.</summary>
/// <param name="SpaceId">The space.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Documents">How many.</param>
/// <param name="At">When.</param>
public sealed record RetentionApplied(Guid SpaceId, Guid RuleId, int Documents, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "space.retention-applied.v1";
}

/// <summary>How long documents stay.</summary>
/// <param name="Id">The rule; a changed one is another.</param>
/// <param name="DeleteAfterDays">Days after its last change on which a document goes to the trash; null: it stays.</param>
/// <param name="TrashDays">Days in the trash; null: <see cref="DocumentLimits.TrashLife"/>.</param>
/// <param name="KeepVersionsDays">Days for which no version is thinned; null: as the schedule says.</param>
public sealed record RetentionRule(Guid Id, int? DeleteAfterDays, int? TrashDays, int? KeepVersionsDays)
{
    /// <summary>Whether two say the same.</summary>
    public bool SaysTheSame(RetentionRule? other) => other is not null && this with { Id = other.Id } == other;
}
