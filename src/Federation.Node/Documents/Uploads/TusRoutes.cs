using Federation.Node.Members;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Uploads;

/// <summary>Where uploads in parts go, for a person at the page and for their programs alike.</summary>
internal static class TusRoutes
{
    public static void MapTus(this IEndpointRouteBuilder routes) =>
        routes.Map(TusEndpoint.Root + "/{id:guid?}", (HttpContext http, Guid? id, TusEndpoint tus) => tus.Answer(http, id))
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // counted where it is written
            .RequireAuthorization(AppPasswordScheme.OrSession);
}
