namespace Federation.Node.Peers;

internal static class PeersModule
{
    public static IServiceCollection AddPeers(this IServiceCollection services) => services;

    public static void MapPeers(this WebApplication app)
    {
    }
}
