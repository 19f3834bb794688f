using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Inbox;

/// <summary>The parts of the inbox, in the order of an activity's way: endpoint, checks, store, worker.</summary>
internal static class InboxSetup
{
    public static IServiceCollection AddInbox(this IServiceCollection services) => services
        .AddSingleton(InboxSchema.Script)
        .AddSingleton(provider => new PeerLimits { RequestsPerMinute = provider.GetRequiredService<NodeOptions>().PeerRequestsPerMinute })
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
        // Past what pages need (languages, accounts, error pages): it costs more than the signature, and programs read none of it.
        foreach (var inbox in new[] { "/inbox", "/actor/inbox", "/catalogues/{name}/inbox" })
        {
            app.MapPost(inbox, (HttpContext http, InboxEndpoint endpoint) => endpoint.Receive(http)).ShortCircuit();
        }

        app.MapPost("/inbox/batch", (HttpContext http, BatchEndpoint endpoint) => endpoint.Receive(http)).ShortCircuit();
    }

    // One object that others ask, and that runs.
    private static IServiceCollection AddRunning<T>(this IServiceCollection services)
        where T : class, IHostedService => services.AddSingleton<T>().AddHostedService(provider => provider.GetRequiredService<T>());
}
