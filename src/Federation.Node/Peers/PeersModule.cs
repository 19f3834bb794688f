using Federation.Node.Delivery;
using Federation.Node.Delivery.Keys;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Peers.Keys;
using Federation.Node.Shell;
using JasperFx.Events.Projections;
using Marten;

namespace Federation.Node.Peers;

/// <summary>Whom this node trusts: peers approved by two people, and who follows whom.</summary>
internal static class PeersModule
{
    public static IServiceCollection AddPeers(this IServiceCollection services) => services
        .AddSingleton(PeerKeyTable.Script)
        .AddSingleton<PeerKeyTable>()
        .AddSingleton<PeerKeyBook>()
        .AddSingleton<KeyDesk>()
        .AddSingleton<IConfigureMarten, Storage>()
        .AddSingleton<PeerIntroductions>()
        .AddSingleton<PeerDesk>()
        .AddSingleton<FollowDesk>()
        .AddSingleton<FollowPress>()
        .AddSingleton<PeerRegister>()
        .AddSingleton<IPeers>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IPeerPolicy>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IFollowers>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IFollowing>(provider => provider.GetRequiredService<PeerRegister>())
        .AddSingleton<IPeerKeys>(provider => provider.GetRequiredService<PeerKeyBook>())
        .AddSingleton<IActivityHandler, FollowHandler>()
        .AddSingleton<IActivityHandler, FollowAnswerHandler>()
        .AddSingleton<IActivityHandler, ActorUpdateHandler>()
        .AddSingleton<IActivityHandler, AffiliationHandler>()
        .AddSingleton<Vouching>()
        .AddSingleton<AffiliationDesk>()
        .AddSingleton<IAffiliations, AffiliationRegister>()
        .AddSingleton<IKeptDocuments, KeptCredentials>()
        .AddHostedService<VouchWatch>()
        .AddSingleton<ActorDocuments>()
        .AddSingleton(new NavItem(new("Peers", "Pairs", "Pares"), "/peers", 85, [.. PeerRules.Approvers]));

    public static void MapPeers(this WebApplication app)
    {
        app.MapActorEndpoints();
        app.MapPeerEndpoints();
        app.MapFollowEndpoints();
        app.MapAffiliationEndpoints();
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
            options.Events.MapEventType<FollowUndone>(FollowUndone.StoredName);
            options.Events.MapEventType<FollowerAccepted>(FollowerAccepted.StoredName);
            options.Events.MapEventType<FollowerLeft>(FollowerLeft.StoredName);
            options.Events.MapEventType<FollowerEnded>(FollowerEnded.StoredName);
            options.Events.MapEventType<FollowerAllowed>(FollowerAllowed.StoredName);
            options.Events.MapEventType<PeerBlocked>(PeerBlocked.StoredName);
            options.Events.MapEventType<PeerUnblockProposed>(PeerUnblockProposed.StoredName);
            options.Events.MapEventType<PeerUnblocked>(PeerUnblocked.StoredName);
            options.Events.MapEventType<VouchingProposed>(VouchingProposed.StoredName);
            options.Events.MapEventType<VouchingApproved>(VouchingApproved.StoredName);
            options.Events.MapEventType<VouchingEnded>(VouchingEnded.StoredName);
            options.Events.MapEventType<PeerVouchedFor>(PeerVouchedFor.StoredName);
            options.Events.MapEventType<PeerVouchEnded>(PeerVouchEnded.StoredName);
            options.Events.MapEventType<AffiliationProposed>(AffiliationProposed.StoredName);
            options.Events.MapEventType<AffiliationSigned>(AffiliationSigned.StoredName);
            options.Events.MapEventType<AffiliationRevoked>(AffiliationRevoked.StoredName);
            options.Events.MapEventType<AffiliationReceived>(AffiliationReceived.StoredName);
            options.Events.MapEventType<AffiliationTakenBack>(AffiliationTakenBack.StoredName);
            options.Events.MapEventType<AffiliationSignedAgain>(AffiliationSignedAgain.StoredName);
            options.Projections.Snapshot<Affiliation>(SnapshotLifecycle.Inline);
            options.Projections.Snapshot<Peer>(SnapshotLifecycle.Inline);
        }
    }
}
