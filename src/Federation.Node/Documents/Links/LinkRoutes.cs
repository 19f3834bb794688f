using Federation.Node.Documents.Previews;

namespace Federation.Node.Documents.Links;

/// <summary>Addresses of what links lead to.</summary>
internal static class LinkRoutes
{
    public const string Base = "/links";

    public static string Of(string token) => $"{Base}/{token}";

    public static string FileOf(string token, Guid id) => $"{Base}/{token}/files/{id}";

    public static string PreviewOf(string token, Guid id, PreviewSize size) => $"{Base}/{token}/previews/{id}?{PreviewRoutes.Query(size)}";

    public static string FolderOf(string token, Guid id) => $"{Base}/{token}/folders/{id}";
}
