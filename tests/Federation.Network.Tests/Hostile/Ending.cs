namespace Federation.Network.Tests.Hostile;

/// <summary>How an encounter with a misbehaving peer ended.</summary>
/// <param name="Took">How long until our node was done with it and said why.</param>
/// <param name="HungUpAfter">How long our node held the connection; null when none was accepted.</param>
/// <param name="Reason">What people read about it; empty when nothing is said.</param>
internal sealed record Ending(TimeSpan Took, TimeSpan? HungUpAfter, string Reason);
