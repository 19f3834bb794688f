using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.Uploads;

/// <summary>The one script there is: it sends documents in parts. Embedded in the program, cached by its content hash; only pages that name it may run it.</summary>
internal static class UploadScript
{
    private static readonly byte[] Bytes = Load();

    /// <summary>Path with the hash in it: a changed script is a new path.</summary>
    public static string Path { get; } = $"/assets/{Convert.ToHexStringLower(SHA256.HashData(Bytes))[..16]}.js";

    /// <summary>What a page that names it may do besides: run it, and let it speak to this node. Not <c>'self'</c>: members' files come from there too.</summary>
    /// <param name="nonce">Of this answer only; the page's script bears it.</param>
    public static string Policy(string nonce) => $"; script-src 'nonce-{nonce}'; connect-src 'self'";

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
