using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Mirrors;

/// <summary>What this node mirrors. Everybody here may read a mirrored table; the list with digests is for those who answer for it.</summary>
internal static class MirrorEndpoints
{
    private static readonly string[] Keepers = [Roles.Officer, Roles.Steward, Roles.Administrator];

    public static void MapMirrorEndpoints(this IEndpointRouteBuilder routes)
    {
        var keepers = routes.MapGroup("").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(Keepers));
        keepers.MapGet("/mirrors", async (MirrorShelf shelf, OpenNotices notices, TimeProvider time, CancellationToken cancel) =>
            Answers.Page<MirrorsPage>(new { All = await shelf.All(cancel), Open = await notices.All(cancel), Now = time.GetUtcNow() }));
        keepers.MapGet("/mirrors.json", List);
        routes.MapGet("/mirrors/{id:guid}", One).RequireAuthorization();
    }

    private static async Task<IResult> List(MirrorShelf shelf, CancellationToken cancel) => Results.Json(new JsonArray([..
        (await shelf.All(cancel)).SelectMany(mirror => mirror.Versions
            .Select(version => new JsonObject
            {
                ["host"] = mirror.Host,
                ["dataset"] = mirror.DatasetUrl,
                ["version"] = version.Version,
                ["document"] = version.Url,
                ["tableSha256"] = version.TableSha256,
                ["state"] = "held",
            })
            .Concat(mirror.TakenBack.Select(url => new JsonObject
            {
                ["host"] = mirror.Host,
                ["dataset"] = mirror.DatasetUrl,
                ["document"] = url,
                ["state"] = "erased",
            })))]));

    private static async Task<IResult> One(Guid id, MirrorShelf shelf, ReleaseFiles files, ITemplates templates, CancellationToken cancel) =>
        await shelf.Find(id, cancel) is { Current: { } current } mirror && await files.Table(mirror.Host, current.TableSha256, cancel) is { } table
            ? Answers.Page<MirrorPage>(new { Mirror = mirror, Table = table, Bands = (await templates.Find(current.Template, cancel))?.Schema is { } schema ? BandedDimension.In(schema) : [] })
            : Results.NotFound();
}
