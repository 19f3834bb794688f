using Federation.Node.Members;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.WebDav;

/// <summary>Every method under <c>/dav/</c> and where sync programs look, for programs only: a browser's session does not open it.</summary>
internal static class DavRoutes
{
    public static void MapDav(this IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { DavPath.Root, DavPath.SyncRoot, DavPath.FilesRoot + "/{owner}" })
        {
            routes.Map(root + "/{**path}", (HttpContext http, DavEndpoint dav) => dav.Answer(http))
                .WithMetadata(new DisableRequestSizeLimitAttribute()) // counted where it is written
                .RequireAuthorization(AppPasswordScheme.Name);
        }
    }
}
