using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;

namespace Federation.Node.CommandLine;

/// <summary>
/// A node opened for one command: its services without its web server. Works beside a serving node; the private PostgreSQL is started
/// only when nobody serves, and then stopped again.
/// </summary>
internal sealed class OpenNode : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolder? claim;
    private readonly ManagedPostgres? managed;

    private OpenNode(WebApplication app, DataFolder? claim, ManagedPostgres? managed)
    {
        this.app = app;
        this.claim = claim;
        this.managed = managed;
    }

    /// <summary>The node's services.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>Opens the node of these options.</summary>
    /// <exception cref="OperatorException">Its database cannot be opened.</exception>
    public static async Task<OpenNode> Open(NodeOptions options, CancellationToken cancel)
    {
        var claim = DataFolder.TryClaim(options.DataFolder);
        var database = await DatabaseConnections.Open(options, cancel);
        var node = new OpenNode(NodeApplication.Build(options, database), claim, claim is null ? null : database.Managed);
        try
        {
            await node.Services.PrepareDatabase(cancel);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (managed is not null)
        {
            await managed.Stop(CancellationToken.None);
        }

        claim?.Dispose();
    }
}
