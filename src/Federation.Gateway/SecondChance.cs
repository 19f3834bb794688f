using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace Federation.Gateway;

/// <summary>
/// Tries another replica when the chosen one could not be reached. Only where that is safe: the request never left (no connection),
/// or it changes nothing (GET, HEAD, OPTIONS, PROPFIND). A write that may have arrived is answered 502 and left to the client, who
/// alone knows whether to repeat it.
/// </summary>
internal static class SecondChance
{
    public static async Task Invoke(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var replicas = proxy.AllDestinations;
        await next(http);
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
            || http.GetForwarderErrorFeature() is not { } error || !MayRepeat(http.Request, error))
        {
            return;
        }

        var others = replicas.Where(replica => replica != proxy.ProxiedDestination).ToList();
        if (others.Count == 0)
        {
            return;
        }

        http.Features.Set<IForwarderErrorFeature>(null);
        http.Response.Clear();
        proxy.ProxiedDestination = null;
        proxy.AvailableDestinations = others;
        await next(http);
    }

    private static bool MayRepeat(HttpRequest request, IForwarderErrorFeature error)
    {
        if (error.Error is not (ForwarderError.Request or ForwarderError.RequestTimedOut))
        {
            return false;
        }

        var neverLeft = error.Exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError };
        return neverLeft || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            || HttpMethods.IsOptions(request.Method) || request.Method == "PROPFIND";
    }
}
