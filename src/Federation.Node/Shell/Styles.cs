using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Shell;

/// <summary>The one stylesheet, embedded in the program, cached by its content hash.</summary>
internal static class Styles
{
    private static readonly byte[] Bytes = Load();

    /// <summary>Path with the hash in it: a changed sheet is a new path.</summary>
    public static string Path { get; } = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}.css";

    public static void MapStyles(this IEndpointRouteBuilder routes) => routes.MapGet(Path, (HttpContext http) =>
    {
        http.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        return Results.Bytes(Bytes, "text/css; charset=utf-8");
    });

    private static byte[] Load()
    {
        using var stream = typeof(Styles).Assembly.GetManifestResourceStream("Federation.Node.Shell.site.css")!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
