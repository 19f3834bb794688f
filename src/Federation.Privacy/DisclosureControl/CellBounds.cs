namespace Federation.Privacy.DisclosureControl;

/// <summary>
/// Between which values the figures of a cell lie that lacks what sources hide: persons, contributions, then the measures. Anybody can work
/// them out who reads the sources' tables.
/// </summary>
/// <param name="Low">The lowest that each can be.</param>
/// <param name="High">The highest; null where nothing that is published sets an end to it.</param>
public sealed record CellBounds(IReadOnlyList<long> Low, IReadOnlyList<long?> High);
