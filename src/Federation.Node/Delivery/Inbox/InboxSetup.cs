namespace Federation.Node.Delivery.Inbox;

/// <summary>The parts of the inbox, in the order of an activity's way: endpoint, checks, store, worker.</summary>
internal static class InboxSetup
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton(InboxSchema.Script)
        .AddSingleton(new PeerLimits())
        .AddSingleton<InboxEndpoint>()
        .AddSingleton<BatchEndpoint>()
        .AddSingleton<RequestChecks>()
        .AddSingleton<ActivityChecks>()
        .AddRunning<PeerMemory>()
        .AddRunning<PeerUsage>()
        .AddSingleton<KnockTable>()
        .AddSingleton<ReceivedTable>()
        .AddRunning<InboxIntake>()
        .AddSingleton<InboxQueue>()
        .AddSingleton<ActivityApplier>()
        .AddSingleton<InboxTurn>()
        .AddHostedService<InboxWorker>()
        .AddSingleton<IPeerRequests, PeerRequests>();

    public static void MapInbox(this WebApplication app)
    {
        foreach (var inbox in new[] { "/inbox", "/actor/inbox", "/catalogues/{name}/inbox" })
        {
            app.MapPost(inbox, (HttpContext http, InboxEndpoint endpoint) => endpoint.Receive(http));
        }

        app.MapPost("/inbox/batch", (HttpContext http, BatchEndpoint endpoint) => endpoint.Receive(http));
    }

    // One object that others ask, and that runs.
    private static IServiceCollection AddRunning<T>(this IServiceCollection services)
        where T : class, IHostedService => services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
