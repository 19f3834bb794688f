using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents;

/// <summary>
/// Takes a file from a form while it arrives. The framework's form reading would first lay the whole of it, in the clear, into the
/// machine's temporary folder.
/// </summary>
internal static class DocumentUpload
{
    /// <summary>Bytes of the form's token, which has a few hundred: what claims to be one is not read without end.</summary>
    private const int LongestToken = 4096;

    /// <summary>The file of the form, once its token was found right; null when none was chosen.</summary>
    /// <exception cref="AntiforgeryValidationException">The form is not one of ours, or the token does not come before the file.</exception>
    public static async Task<(string Name, Stream Bytes)?> File(HttpContext http, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 } boundary)
        {
            return null;
        }

        var names = antiforgery.GetTokens(http);
        var parts = new MultipartReader(boundary, http.Request.Body);
        while (await parts.ReadNextSectionAsync(cancel) is { } part)
        {
            var disposition = part.GetContentDispositionHeader();
            if (disposition?.IsFileDisposition() == true)
            {
                await antiforgery.ValidateRequestAsync(http);
                var name = BareName(disposition);
                return name == "" ? null : (name, part.Body);
            }

            if (disposition?.Name == names.FormFieldName)
            {
                http.Request.Headers[names.HeaderName!] = await Text(part.Body, cancel); // the default options name a header
            }
        }

        return null;
    }

    // Some browsers send the whole path the file had on the device.
    private static string BareName(ContentDispositionHeaderValue disposition)
    {
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value ?? "";
        return DocumentRules.Compose(name[(name.LastIndexOfAny(['/', '\\']) + 1)..]);
    }

    private static async Task<string> Text(Stream part, CancellationToken cancel)
    {
        var buffer = new byte[LongestToken];
        var length = await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return System.Text.Encoding.ASCII.GetString(buffer, 0, length);
    }
}
