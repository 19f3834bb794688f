using System.CommandLine;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Hosting.Database;
using Microsoft.AspNetCore.Connections;

namespace Federation.Node.CommandLine;

/// <summary><c>federation serve</c>: runs a node until it is told to stop.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run a node. On an empty folder it starts a private PostgreSQL under it.\n\n"
            + "Stop it with Ctrl-C or SIGTERM: requests under way are answered first, then its PostgreSQL stops too.\n\n"
            + "Examples: federation serve --data /srv/federation --listen 127.0.0.1:8080 --origin https://union.example\n"
            + "federation serve --data /srv/federation --database-file /etc/federation/database");
        var flags = new NodeFlags().AddAllTo(command);
        command.SetAction((parsed, cancel) => Serve(flags.Read(parsed), cancel));
        return command;
    }

    private static async Task<int> Serve(NodeOptions options, CancellationToken cancel)
    {
        using var folder = DataFolder.Claim(options.DataFolder);
        if (!ListenAddress.IsFree(options.Listen))
        {
            throw ListenAddress.Taken(options.Listen); // before a database is made for nothing
        }

        var database = await Work.During("Starting the database…", () => DatabaseConnections.Open(options, cancel));
        try
        {
            await using var app = NodeApplication.Build(options, database);
            await app.Services.PrepareDatabase(cancel);
            await app.Services.GetRequiredService<ReadModels>().RequireWhole(cancel);
            await Listen(app, options, cancel);
            Console.WriteLine($"{options.Name} is ready at {options.Origin} (listening on {options.Listen}). Stop it with Ctrl-C.");
            await app.WaitForShutdownAsync(cancel);
        }
        finally
        {
            if (database.Managed is { } managed)
            {
                await managed.Stop(CancellationToken.None);
            }
        }

        return ExitCodes.Done;
    }

    private static async Task Listen(WebApplication app, NodeOptions options, CancellationToken cancel)
    {
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await app.StopAsync(CancellationToken.None); // background work began before the port was asked for
            throw ListenAddress.Taken(options.Listen);
        }
    }
}
