using Microsoft.AspNetCore.StaticFiles;

namespace Federation.Node.Documents;

/// <summary>The media type of a document, from its name: what a device said at upload is not kept.</summary>
internal static class MediaTypes
{
    private static readonly FileExtensionContentTypeProvider Known = new();

    public static string Of(string name) => Known.TryGetContentType(name, out var type) ? type : "application/octet-stream";
}
