namespace Federation.Node.Tests.Documents;

/// <summary>
/// One node for all tests of a class that only concern a member and their own device: each test is a member of its own. Starting a node
/// costs more than most of these tests do.
/// </summary>
public sealed class NodeOfAClass(PostgresFixture postgres) : IAsyncLifetime
{
    private RunningNode? node;
    private int members;

    public RunningNode Node => node!; // started by InitializeAsync

    /// <summary>Where a test that needs a node of its own gets one.</summary>
    public PostgresFixture Postgres => postgres;

    public async ValueTask InitializeAsync() => node = await RunningNode.Start(postgres);

    /// <summary>The device of a member nobody else in the class is.</summary>
    public Task<Device> NewDevice() => Device.Of(Node, $"ana {Interlocked.Increment(ref members)}");

    public ValueTask DisposeAsync() => node?.DisposeAsync() ?? default;
}
