using Federation.Node.Delivery;
using Federation.Node.Hosting.Database;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Peers;

/// <summary>Whom this node trusts: peers approved by two people, and who follows whom.</summary>
internal static class PeersModule
{
    private static readonly SchemaScript Script = new(
        "Peers", "create table if not exists node.peer_key_look (key_id text primary key, at timestamptz not null);");

    public static IServiceCollection AddPeers(this IServiceCollection services) => services
        .AddSingleton(Script)
        .AddSingleton<IConfigureMarten, Storage>()
        .AddSingleton<PeerIntroductions>()
        .AddSingleton<PeerDesk>()
        .AddSingleton<PeerRegister>()
        .AddSingleton<IPeers>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IPeerPolicy>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IFollowers>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IFollowing>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IPeerKeys>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IActivityHandler, FollowHandler>()
        .AddSingleton<IActivityHandler, FollowAnswerHandler>()
        .AddSingleton<ActorDocuments>()
        .AddSingleton(new NavItem(new("Peers", "Pairs", "Pares"), "/peers", 85, [.. PeerRules.Approvers]));

    public static void MapPeers(this WebApplication app)
    {
        app.MapActorEndpoints();
        app.MapPeerEndpoints();
    }

    private sealed class Storage : IConfigureMarten
    {
        public void Configure(IServiceProvider services, StoreOptions options)
        {
            options.Events.MapEventType<PeerProposed>(PeerProposed.StoredName);
            options.Events.MapEventType<PeerApproved>(PeerApproved.StoredName);
            options.Events.MapEventType<PeerRemoved>(PeerRemoved.StoredName);
            options.Events.MapEventType<PeerIntroducedAgain>(PeerIntroducedAgain.StoredName);
            options.Events.MapEventType<FollowSent>(FollowSent.StoredName);
            options.Events.MapEventType<FollowAnswered>(FollowAnswered.StoredName);
            options.Events.MapEventType<FollowerAccepted>(FollowerAccepted.StoredName);
            options.Events.MapEventType<FollowerLeft>(FollowerLeft.StoredName);
            options.Projections.Snapshot<Peer>(SnapshotLifecycle.Inline);
        }
    }
}
