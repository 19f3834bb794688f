namespace Federation.Node.Contributions;

internal static class ContributionsModule
{
    public static IServiceCollection AddContributions(this IServiceCollection services) => services;

    public static void MapContributions(this WebApplication app)
    {
    }
}
