using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.SyncClients;

/// <summary>
/// What the sync programs of Nextcloud and ownCloud ask besides WebDAV: who we are, what we can, who asks, and where large files go in parts.
/// No standard describes it; it is what the programs were seen to ask for.
/// </summary>
internal static class SyncClientRoutes
{
    public static void MapSyncClients(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status.php", () => Results.Json(Compatibility.Status()));
        foreach (var (version, code) in new[] { ("v1.php", 100), ("v2.php", 200) })
        {
            // Open to all, as programs ask before they sign in; it says nothing about anybody.
            routes.MapGet($"/ocs/{version}/cloud/capabilities", () => Answer(code, Compatibility.Capabilities()));
            routes.MapGet($"/ocs/{version}/cloud/user", async (
                ClaimsPrincipal user, IMembers members, QuotaViews quotas, CancellationToken cancel) =>
                Answer(code, await User(user.MemberId(), members, quotas, cancel))).RequireAuthorization(AppPasswordScheme.Name);
        }

        foreach (var path in new[] { "/index.php/core/preview", "/index.php/core/preview.png", "/core/preview", "/core/preview.png" })
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], SyncPreviews.Give).RequireAuthorization(AppPasswordScheme.Name);
        }

        foreach (var path in new[] { "/{upload}", "/{upload}/{part}" })
        {
            routes.Map(SyncUploadEndpoint.Root + "/{owner}" + path, (string owner, string upload, string? part, HttpContext http, SyncUploadEndpoint uploads) =>
                uploads.Answer(http, owner, upload, part))
                .WithMetadata(new DisableRequestSizeLimitAttribute()) // counted where it is written
                .RequireAuthorization(AppPasswordScheme.Name);
        }

        MapTrashAndVersions(routes);
    }

    private static void MapTrashAndVersions(IEndpointRouteBuilder routes)
    {
        routes.Map(TrashbinEndpoint.Root + "/{owner}/trash/{**path}", (string owner, string? path, HttpContext http, TrashbinEndpoint trash) => trash.Answer(http, owner, path))
            .RequireAuthorization(AppPasswordScheme.Name);
        routes.Map(VersionsEndpoint.Root + "/{owner}/versions/{file}/{version?}", (string owner, string file, string? version, HttpContext http, VersionsEndpoint versions) =>
            versions.Answer(http, owner, file, version)).RequireAuthorization(AppPasswordScheme.Name);
    }

    private static IResult Answer(int code, JsonNode data) => Results.Json(new JsonObject
    {
        ["ocs"] = new JsonObject
        {
            ["meta"] = new JsonObject { ["status"] = "ok", ["statuscode"] = code, ["message"] = "OK" },
            ["data"] = data,
        },
    });

    // The id goes into addresses, and these into logs: it is not a name.
    private static async Task<JsonObject> User(Guid memberId, IMembers members, QuotaViews quotas, CancellationToken cancel)
    {
        var name = (await members.Find(memberId, cancel))?.Name ?? "";
        return new()
        {
            ["id"] = memberId.ToString(),
            ["display-name"] = name,
            ["displayname"] = name,
            ["email"] = null,
            ["quota"] = Written(await quotas.Of(Space.PersonalIdOf(memberId), cancel)),
        };
    }

    private static JsonObject Written(SpaceUse use) => use is not { Most: { } most, Free: { } free }
        ? new() { ["quota"] = -3, ["used"] = use.Used } // -3: no limit
        : new()
        {
            ["quota"] = most,
            ["total"] = most,
            ["used"] = use.Used,
            ["free"] = free,
            ["relative"] = most == 0 ? 100 : Math.Round(100.0 * use.Used / most, 2),
        };
}
