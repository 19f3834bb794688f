using Npgsql;

namespace Federation.Node.Hosting.Health;

/// <summary>
/// <c>/livez</c>: the process answers; never touches the database. <c>/readyz</c>: the database answers within two seconds, so
/// a gateway may send work here; not while the node is stopping.
/// </summary>
internal static class HealthSetup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddHealth(this IServiceCollection services) =>
        services.AddSingleton<Draining>().AddHostedService(provider => provider.GetRequiredService<Draining>());

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("live\n"));
        routes.MapGet("/readyz", Ready);
    }

    private static async Task<IResult> Ready(NpgsqlDataSource source, Draining draining, CancellationToken cancel)
    {
        if (draining.HasBegun)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The node is stopping", detail: "Send this to another replica.");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(deadline.Token);
            return Results.Text("ready\n");
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            return Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database does not answer", detail: "Try again in a few seconds.");
        }
    }
}
