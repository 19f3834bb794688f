namespace Federation.Privacy.DisclosureControl;

/// <summary>What a table adds up: whole numbers of one unit, none negative.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsYesOrNo">True when every contribution gives 1 or 0 (yes or no). Then nobody dominates, and what must not be seen is that
/// all of a group gave the same answer. False for magnitudes, to which <see cref="GateRule.Magnitudes"/> apply.</param>
public sealed record Measure(string Name, bool IsYesOrNo = false);
