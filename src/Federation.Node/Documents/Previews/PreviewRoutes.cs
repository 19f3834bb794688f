namespace Federation.Node.Documents.Previews;

/// <summary>Addresses of previews, and of pages that show them.</summary>
internal static class PreviewRoutes
{
    /// <summary>For those with an account.</summary>
    public static string Of(Guid id, PreviewSize size, int page = 1) => $"/documents/{id}/preview?{Query(size, page)}";

    /// <summary>The page that shows a document page by page.</summary>
    public static string PageOf(Guid id, int page) => $"/documents/{id}/pages?page={page}";

    /// <summary>What to ask for, whoever asks.</summary>
    public static string Query(PreviewSize size, int page = 1) => $"size={(size == PreviewSize.Small ? "small" : "large")}" + (page > 1 ? $"&page={page}" : "");

    /// <summary>The size that is asked for; a large one unless a small one is.</summary>
    public static PreviewSize SizeOf(string? size) => size == "small" ? PreviewSize.Small : PreviewSize.Large;
}
