using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Federation.Node.Shell;

/// <summary>The one place where decisions become HTTP: pages, redirects, problem details.</summary>
internal static class Answers
{
    /// <summary>Base of the <c>type</c> member of our problem details; relative to the node, documented in docs/operators/reference.md.</summary>
    public const string ProblemTypeBase = "/problems/";

    /// <summary>A page.</summary>
    /// <param name="parameters">An anonymous object: the page's parameters by name.</param>
    /// <param name="status">HTTP status.</param>
    public static IResult Page<TPage>(object? parameters = null, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>Back to a page after a form did its work (303, so that reload does not post again).</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <summary>
    /// A refusal: problem details for programs (a request that accepts JSON), else the page the form stood on, with an error summary
    /// and what was typed still in its fields.
    /// </summary>
    public static IResult Refused(HttpContext http, Refusal refusal, Func<IResult> page) =>
        AcceptsJson(http.Request) ? Problem(refusal) : Later(refusal, page());

    /// <summary>A refusal as problem details (RFC 9457).</summary>
    public static IResult Problem(Refusal refusal) => Later(refusal, Results.Problem(
        type: ProblemTypeBase + refusal.Code,
        title: refusal.Message.ToString(),
        statusCode: refusal.Status,
        extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["field"] = refusal.Field }));

    /// <summary>True when the client asks for JSON rather than a page.</summary>
    public static bool AcceptsJson(HttpRequest request)
    {
        var accept = request.GetTypedHeaders().Accept;
        return accept.Any(type => type.MediaType.Value?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true)
            && !accept.Any(type => type.MediaType == "text/html");
    }

    private static IResult Later(Refusal refusal, IResult answer) => refusal.Pause is { } pause ? new LaterResult(answer, pause) : answer;

    /// <summary>Says when to try again.</summary>
    private sealed class LaterResult(IResult answer, TimeSpan pause) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = ((int)pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return answer.ExecuteAsync(httpContext);
        }
    }

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers[HeaderNames.Location] = path;
            return Task.CompletedTask;
        }
    }
}
