namespace Federation.Node.Hosting.Health;

/// <summary>
/// <c>/livez</c>: the process answers; never touches the database. <c>/readyz</c>: the database answers within two seconds and the node
/// is not stopping, so a gateway may send work here.
/// </summary>
internal static class HealthSetup
{
    public static IServiceCollection AddHealth(this IServiceCollection services) => services
        .AddSingleton<Heartbeat>()
        .AddSingleton<Draining>()
        .AddHostedService(provider => provider.GetRequiredService<Draining>());

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/livez", () => Results.Text("live\n"));
        routes.MapGet("/readyz", async (Heartbeat database, Draining draining, CancellationToken cancel) =>
            draining.HasBegun ? NotReady("The node is stopping", "Send this to another replica.")
            : await database.Beats(cancel) ? Results.Text("ready\n")
            : NotReady("The database does not answer", "Try again in a few seconds."));
    }

    private static IResult NotReady(string title, string detail) =>
        Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: title, detail: detail);
}
