namespace Federation.Node.Documents;

internal static class DocumentsModule
{
    public static IServiceCollection AddDocuments(this IServiceCollection services) => services;

    public static void MapDocuments(this WebApplication app)
    {
    }
}
