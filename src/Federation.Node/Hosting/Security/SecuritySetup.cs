using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Hosting.Security;

internal static class SecuritySetup
{
    public static IServiceCollection AddSecurity(this IServiceCollection services, NodeOptions options) => services;
}
