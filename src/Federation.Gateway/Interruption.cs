using Yarp.ReverseProxy.Forwarder;

namespace Federation.Gateway;

/// <summary>
/// What a person reads when a replica died with their request: the gateway cannot know whether it was done, so it says so instead of an empty
/// page, in every language of the node.
/// </summary>
internal static class Interruption
{
    private const string Page = """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Please try again</title></head><body><main>
        <h1>Please try again</h1><p>The connection to your union's computer broke off. What you sent may or may not have arrived: go back, look, and send it again if it is not there.</p>
        <h2 lang="fr">Veuillez réessayer</h2><p lang="fr">La connexion à l'ordinateur de votre syndicat s'est interrompue. Votre envoi est peut-être arrivé, peut-être pas : revenez en arrière, regardez, et renvoyez-le s'il n'y est pas.</p>
        <h2 lang="es">Inténtelo de nuevo</h2><p lang="es">Se interrumpió la conexión con el ordenador de su sindicato. Lo que envió puede haber llegado o no: vuelva atrás, mire, y envíelo de nuevo si no está.</p>
        </main></body></html>
        """;

    private const string Problem =
        """{"type":"/problems/gateway.interrupted","title":"The connection to the node broke off; the request may or may not have been done.","status":502}""";

    /// <summary>Puts words to an answer that the forwarder left empty.</summary>
    public static async Task Explain(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is null || http.Response.HasStarted || http.RequestAborted.IsCancellationRequested
            || http.Response.StatusCode < StatusCodes.Status500InternalServerError)
        {
            return;
        }

        var (type, text) = http.Request.GetTypedHeaders().Accept.Any(type => type.MediaType == "text/html")
            ? ("text/html; charset=utf-8", Page)
            : ("application/problem+json", Problem);
        http.Response.StatusCode = StatusCodes.Status502BadGateway;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        http.Response.Headers.RetryAfter = "1"; // seconds: the other replica answers already
        http.Response.ContentType = type;
        await http.Response.WriteAsync(text, http.RequestAborted);
    }
}
