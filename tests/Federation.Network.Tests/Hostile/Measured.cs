namespace Federation.Network.Tests.Hostile;

/// <summary>Tests that measure, and so run while no other does. They share one node and its peers: setting those up takes longer than the tests.</summary>
[CollectionDefinition(nameof(Measured), DisableParallelization = true)]
public sealed class Measured : ICollectionFixture<HostileGround>;
