using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Tools;

/// <summary>Takes a form whose last field is an archive, while it arrives: the framework would first lay all of it on the disk, in the clear.</summary>
internal static class ToolUpload
{
    /// <summary>Bytes of one typed field: the longest text in UTF-8, twice over.</summary>
    private const int LongestField = 16 * 1024;

    /// <summary>Fields of the form: there are a dozen.</summary>
    private const int MostFields = 64;

    /// <summary>What was typed, and the archive, to be read before anything else of the request; null when none was chosen.</summary>
    /// <exception cref="AntiforgeryValidationException">The form is not one of ours, or its token does not come before the archive.</exception>
    public static async Task<(ToolForm Form, Stream? Archive)> Read(HttpContext http, IAntiforgery antiforgery, CancellationToken cancel)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 } boundary)
        {
            var names = antiforgery.GetTokens(http);
            var parts = new MultipartReader(boundary, http.Request.Body);
            while (fields.Count < MostFields && await parts.ReadNextSectionAsync(cancel) is { } part)
            {
                var disposition = part.GetContentDispositionHeader();
                if (disposition?.IsFileDisposition() == true)
                {
                    await antiforgery.ValidateRequestAsync(http);
                    return (new ToolForm(fields), HeaderUtilities.RemoveQuotes(disposition.FileName).Length > 0 ? part.Body : null);
                }

                var (name, value) = (HeaderUtilities.RemoveQuotes(disposition?.Name ?? "").ToString(), await Text(part.Body, cancel));
                if (name == names.FormFieldName)
                {
                    http.Request.Headers[names.HeaderName!] = value; // the default options name a header
                }
                else
                {
                    fields.Add(KeyValuePair.Create(name, value));
                }
            }
        }

        await antiforgery.ValidateRequestAsync(http);
        return (new ToolForm(fields), null);
    }

    private static async Task<string> Text(Stream part, CancellationToken cancel)
    {
        var buffer = new byte[LongestField];
        var length = await part.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
