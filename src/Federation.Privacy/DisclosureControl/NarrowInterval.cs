namespace Federation.Privacy.DisclosureControl;

/// <summary>A hidden figure that anybody with the published cells knows too closely.</summary>
/// <param name="Codes">One code for each dimension; null is a total.</param>
/// <param name="Figure">What is known: a measure's name, <c>persons</c> or <c>contributions</c>.</param>
/// <param name="Bound">The largest value that the figure can have, or the smallest.</param>
/// <param name="Needed">What it would have to reach.</param>
public sealed record NarrowInterval(IReadOnlyList<string?> Codes, string Figure, long Bound, long Needed);
