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

    /// <summary>Opens the node of these options, which must have been set up or served before: a mistyped folder makes no new one.</summary>
    /// <exception cref="OperatorException">There is none, or its database cannot be opened.</exception>
    /// <param name="options">Which node.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="first">Done with the database before anything of it is read or made.</param>
    public static Task<OpenNode> Open(NodeOptions options, CancellationToken cancel, Func<DatabaseConnection, Task>? first = null) => File.Exists(options.MasterKeyFile)
        ? OpenOrCreate(options, cancel, first)
        : throw new OperatorException(
            $"There is no node in {options.DataFolder}: it has no master key {options.MasterKeyFile}.",
            "Name its folder with --data or FEDERATION_DATA, or make a node with `federation setup`.");

    /// <summary>Opens the node of these options; makes it if there is none.</summary>
    /// <exception cref="OperatorException">Its database cannot be opened.</exception>
    public static async Task<OpenNode> OpenOrCreate(NodeOptions options, CancellationToken cancel, Func<DatabaseConnection, Task>? first = null)
    {
        var claim = DataFolder.TryClaim(options.DataFolder);
        ManagedPostgres? managed = null;
        try
        {
            var database = await DatabaseConnections.Open(options, cancel);
            managed = claim is null ? null : database.Managed;
            await (first?.Invoke(database) ?? Task.CompletedTask);
            var node = new OpenNode(NodeApplication.Build(options, database), claim, managed);
            await node.Services.PrepareDatabase(cancel);
            return node;
        }
        catch
        {
            await Close(managed, claim);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await Close(managed, claim);
    }

    private static async ValueTask Close(ManagedPostgres? managed, DataFolder? claim)
    {
        if (managed is not null)
        {
            await managed.Stop(CancellationToken.None);
        }

        claim?.Dispose();
    }
}
