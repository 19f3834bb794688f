namespace Federation.Node.Delivery.CatchUp;

/// <summary>The parts of catching up.</summary>
internal static class CatchUpSetup
{
    public static IServiceCollection AddCatchUp(this IServiceCollection services) => services
        .AddSingleton(CatchUpSchema.Script)
        .AddSingleton<PublishedState>()
        .AddSingleton<HeldObjects>()
        .AddSingleton<FollowedCatalogues>()
        .AddSingleton<ICatchUps>(provider => provider.GetRequiredService<FollowedCatalogues>())
        .AddSingleton<SignedAgain>()
        .AddSingleton<CatchUpTurn>()
        .AddHostedService<CatchUpWorker>();
}
