using Federation.Node.Shell;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Federation.Node.Hosting.Database;

/// <summary>Marten, the data source and the schema. Rooms bring their own events by <see cref="IConfigureMarten"/>.</summary>
internal static class DatabaseSetup
{
    /// <summary>PostgreSQL schema of everything the node stores.</summary>
    public const string Schema = "node";

    /// <summary>Questions that a connection keeps prepared: the common ones of all rooms, at some tens of kilobytes each.</summary>
    private const int MaxPrepared = 100;

    // One number for "somebody is changing the schema"; any 64-bit constant does as long as nothing else uses it.
    private const long SchemaLock = 0x4665_6465_7261_7465;

    public static IServiceCollection AddDatabase(this IServiceCollection services, DatabaseConnection connection)
    {
        services.AddSingleton(connection);
        services.AddSingleton(_ => NpgsqlDataSource.Create(Frugal(connection))); // by a factory, so that the container closes its pool
        services.AddHostedService<ManagedPostgresSupervisor>();
        services.AddSingleton(provider => ReadModel.Script(provider.GetServices<ReadModel>()));
        services.AddSingleton(UpkeepLog.Script);
        services.AddSingleton<UpkeepLog>();
        services.AddSingleton<IEvidence, UpkeepEvidence>();
        services.AddSingleton<ReadModels>();
        services.AddSingleton<IStartStep>(provider => provider.GetRequiredService<ReadModels>());
        services.AddMarten(options =>
            {
                options.DatabaseSchemaName = Schema;
                options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);
                options.Events.UseMandatoryStreamTypeDeclaration = true;
                // docs/decisions/0002: the lock library's multiplexing fails with data sources.
                options.Events.UseAdvisoryLockTransaction = true;
                // Marten's default skips what fails; nothing is dropped silently here.
                options.Projections.Errors.SkipApplyErrors = false;
                options.Projections.Errors.SkipSerializationErrors = false;
                options.Projections.Errors.SkipUnknownEvents = false;
                options.AutoCreateSchemaObjects = JasperFx.AutoCreate.CreateOrUpdate;
            })
            .UseNpgsqlDataSource()
            .UseLightweightSessions()
            .AddAsyncDaemon(DaemonMode.HotCold);
        return services;
    }

    /// <summary>Brings the database to this version's schema; replicas that start together wait for each other.</summary>
    public static async Task PrepareDatabase(this IServiceProvider services, CancellationToken cancel)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await Execute(connection, $"select pg_advisory_lock({SchemaLock})", cancel);
        try
        {
            await Execute(connection, $"create schema if not exists {Schema}", cancel);
            await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            foreach (var script in services.GetServices<SchemaScript>())
            {
                await Execute(connection, script.Sql, cancel);
            }

            foreach (var step in services.GetServices<IStartStep>())
            {
                await step.Run(cancel);
            }
        }
        finally
        {
            await Execute(connection, $"select pg_advisory_unlock({SchemaLock})", CancellationToken.None);
        }
    }

    // What is asked again and again is planned once for each connection, and a connection is not reset each time it goes back to the pool:
    // together a third of what a small question costs PostgreSQL. So whoever takes a lock for the session or listens undoes that themselves.
    private static string Frugal(DatabaseConnection connection) => new NpgsqlConnectionStringBuilder(connection.ConnectionString)
    {
        MaxAutoPrepare = MaxPrepared,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
    }.ConnectionString;

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
