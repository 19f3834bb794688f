using Microsoft.AspNetCore.Http.Features;

namespace Federation.Node.Shell;

/// <summary>
/// The rest of a request that was refused for its size. A browser sends it all before it reads the answer; to hang up meanwhile would show
/// "connection reset" in place of the reason.
/// </summary>
internal static class UnreadBody
{
    /// <summary>How long the sender may go on sending what nobody keeps.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Refuses a body that says it is too large before a byte of it is read: once reading began, the limit can no longer be lifted.</summary>
    public static Task RefuseTooLarge(HttpContext http, RequestDelegate next)
    {
        if (http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge; // its page is the shell's
            return Task.CompletedTask;
        }

        return next(http);
    }

    /// <summary>Ends the answer, then reads what still comes and throws it away.</summary>
    public static async Task ThrowAway(HttpContext http)
    {
        await http.Response.CompleteAsync();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // nothing is kept: it is time that is limited
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        deadline.CancelAfter(Patience);
        try
        {
            await http.Request.Body.CopyToAsync(Stream.Null, deadline.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Too slow, gone, or over the limit in mid-stream: the answer was given.
        }
    }
}
