using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Delivery.Keys;
using Federation.Node.Delivery.Outbox;
using Federation.Node.Delivery.Receipts;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Security;
using Federation.Node.Shell;

namespace Federation.Node.Delivery;

/// <summary>Speaks to other nodes and hears them; knows activities, not what they are about.</summary>
internal static class DeliveryModule
{
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services
        .AddSingleton(DeliverySchema.Script)
        .AddInbox()
        .AddCatchUp()
        .AddSingleton(ReceiptSchema.Script)
        .AddSingleton<ReceiptTable>()
        .AddHostedService<ReceiptSender>()
        .AddSingleton<IActivityHandler, ReceiptHandler>()
        .AddSingleton(OutboxSchema.Script)
        .AddSingleton(NodeKeyTable.Script)
        .AddMasterWrapped(NodeKeyTable.Wrapped)
        .AddSingleton<NodeKeyTable>()
        .AddSingleton<NodeIdentity>()
        .AddSingleton<INodeIdentity>(provider => provider.GetRequiredService<NodeIdentity>())
        .AddSingleton<INodeKeys>(provider => provider.GetRequiredService<NodeIdentity>())
        .AddSingleton(ContactedHosts.Script)
        .AddSingleton<ContactedHosts>()
        .AddSingleton<IEvidence, ContactEvidence>()
        .AddSingleton<PeerHttp>()
        .AddSingleton<ISignedFetch, SignedFetch>()
        .AddSingleton<IStreamedFetch, StreamedFetch>()
        .AddSingleton<IActivities, Activities>()
        .AddSingleton<IDeliveries, Deliveries>()
        .AddSingleton<IJourneys, Journeys>()
        .AddSingleton<LaneTable>()
        .AddSingleton<LaneLedger>()
        .AddSingleton<DeadLetterTable>()
        .AddSingleton<OutboxBodies>()
        .AddSingleton<IProofRenewal, ProofRenewal>()
        .AddSingleton<SinglesOnly>()
        .AddSingleton<SchemeTable>()
        .AddSingleton<StrangerPost>()
        .AddSingleton<InboxPost>()
        .AddSingleton<HostTurn>()
        .AddHostedService<LaneWorker>()
        .AddSingleton<OutboxPages>();

    public static void MapDelivery(this WebApplication app)
    {
        app.MapInbox();
        app.Services.GetRequiredService<PublishedState>().Map(app);
        app.MapGet("/catalogues/{name}/outbox", (string name, int? page, OutboxPages pages, CancellationToken cancel) => pages.Outbox(name, page, cancel))
            .AddEndpointFilter<PeersOnly>();
        app.MapGet("/catalogues/{name}/followers", (HttpContext http, string name, int? page, OutboxPages pages, IFollowers followers, CancellationToken cancel) =>
            pages.Followers(http, name, page, followers, cancel));
        app.MapGet("/activities/{id:guid}", (Guid id, OutboxPages pages, CancellationToken cancel) => pages.One(id, cancel)).AddEndpointFilter<PeersOnly>();
    }
}
