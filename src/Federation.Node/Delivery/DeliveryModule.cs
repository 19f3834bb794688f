namespace Federation.Node.Delivery;

internal static class DeliveryModule
{
    public static IServiceCollection AddDelivery(this IServiceCollection services) => services;

    public static void MapDelivery(this WebApplication app)
    {
    }
}
