using Federation.Node.Delivery.Inbox;
using Federation.Node.Shell;

namespace Federation.Node.Delivery;

/// <summary>Serves what is addressed to followers to approved peers only: the request has to be signed by a key of theirs (RFC 9421, or draft-cavage).</summary>
internal sealed class PeersOnly(IPeerRequests requests) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "private"; // a shared cache must not give to others what one peer may read
        var request = await requests.Read(http, http.RequestAborted);
        return request.Refusal ?? (request.Sender is null ? Answers.Problem(new InboxRefusals.NotAPeer()) : await next(context));
    }
}
