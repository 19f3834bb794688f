using Federation.Node.Shell;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Documents.Previews;

/// <summary>
/// A preview as an answer: a picture of our own making, in a sandbox all the same. Browsers may keep it, and must ask each time whether they still may show
/// it: what was taken back is gone at once.
/// </summary>
internal sealed class PreviewAnswer(IResult file) : IResult
{
    public static IResult Of(Preview? preview) => preview is { Type: { } type }
        ? new PreviewAnswer(Results.Bytes(preview.Bytes, type, entityTag: new EntityTagHeaderValue($"\"{preview.Tag}\"")))
        : Answers.Problem(new PreviewRefusal.None());

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        headers.ContentSecurityPolicy = Downloads.Sandbox;
        headers.CacheControl = "private, no-cache";
        return file.ExecuteAsync(httpContext);
    }
}
