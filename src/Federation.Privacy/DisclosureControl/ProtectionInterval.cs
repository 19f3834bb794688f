namespace Federation.Privacy.DisclosureControl;

/// <summary>The values of a hidden figure that a reader must not be able to rule out: the lowest and the highest of them, around the true one.</summary>
internal sealed record ProtectionInterval(long Low, long High);
