namespace Federation.Node.Datasets;

internal static class DatasetsModule
{
    public static IServiceCollection AddDatasets(this IServiceCollection services) => services;

    public static void MapDatasets(this WebApplication app)
    {
    }
}
