using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Database;

/// <summary>Finds or starts the PostgreSQL of an installation.</summary>
internal static class DatabaseConnections
{
    /// <summary>The external database if one is configured, else the private one, started.</summary>
    /// <exception cref="OperatorException">The private one cannot be started.</exception>
    public static async Task<DatabaseConnection> Open(NodeOptions options, CancellationToken cancel)
    {
        if (options.Database is { Length: > 0 } external)
        {
            return new DatabaseConnection(external);
        }

        var managed = ManagedPostgres.In(options.DataFolder);
        await managed.Start(cancel);
        return new DatabaseConnection(managed.ConnectionString, managed);
    }
}
