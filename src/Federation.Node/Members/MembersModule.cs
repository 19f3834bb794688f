namespace Federation.Node.Members;

internal static class MembersModule
{
    public static IServiceCollection AddMembers(this IServiceCollection services) => services;

    public static void UseMembers(this WebApplication app)
    {
    }

    public static void MapMembers(this WebApplication app)
    {
    }
}
