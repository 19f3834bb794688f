using Federation.Node.Tests;
using Federation.Node.Tests.Campaigns;

namespace Federation.Browser.Tests;

/// <summary>A union's node for one class of walks, with a campaign that is open.</summary>
public sealed class UnionNode(PostgresFixture postgres) : IAsyncLifetime
{
    private RunningNode? node;

    public RunningNode Node => node!; // started by InitializeAsync

    /// <summary>Path of the open campaign.</summary>
    public string Campaign { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        node = await RunningNode.Start(postgres, "Care Workers' Union");
        Campaign = await node.OpenCampaign();
    }

    public ValueTask DisposeAsync() => node?.DisposeAsync() ?? default;
}
