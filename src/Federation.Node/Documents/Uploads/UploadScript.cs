using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.Uploads;

/// <summary>The one script there is: it sends documents in parts. Embedded in the program, cached by its content hash; only pages that name it may run it.</summary>
internal static class UploadScript
{
    /// <summary>What a page that names it may do besides: run it, and let it speak to this node.</summary>
    public const string Policy = "; script-src 'self'; connect-src 'self'";

    private static readonly byte[] Bytes = Load();

    /// <summary>Path with the hash in it: a changed script is a new path.</summary>
    public static string Path { get; } = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}.js";

    public static void MapUploadScript(this IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext http) =>
    {
        http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return Results.Bytes(Bytes, "text/javascript; charset=utf-8");
    });

    private static byte[] Load()
    {
        using var stream = typeof(UploadScript).Assembly.GetManifestResourceStream("Federation.Node.Documents.Uploads.upload.js")!; // the project embeds it
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
