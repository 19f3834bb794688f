using Federation.Node.Tests;

namespace Federation.Network.Tests.Hostile;

/// <summary>A node of ours and three approved peers: one that sends poison, one that floods, one that is good.</summary>
public sealed class IncomingGround(PostgresFixture postgres) : IAsyncLifetime
{
    internal NodeProcess Node { get; private set; } = null!; // set by InitializeAsync

    internal HostilePeer Bad { get; } = HostilePeer.Start();

    internal HostilePeer Flooder { get; } = HostilePeer.Start();

    internal HostilePeer Good { get; } = HostilePeer.Start();

    public async ValueTask InitializeAsync()
    {
        Node = await NodeProcess.SetUp("Union A", await postgres.CreateDatabase());
        await Node.AddPeople();
        await Node.Start();
        foreach (var peer in new[] { Bad, Flooder, Good })
        {
            await Node.Befriend(peer.Host, peer.Host);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Node is not null)
        {
            await Node.DisposeAsync();
        }

        foreach (var peer in new[] { Bad, Flooder, Good })
        {
            await peer.DisposeAsync();
        }
    }
}
