namespace Federation.Node.Consents;

internal static class ConsentsModule
{
    public static IServiceCollection AddConsents(this IServiceCollection services) => services;

    public static void MapConsents(this WebApplication app)
    {
    }
}
