using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Activity;

/// <summary>What was done with a document or folder, for whoever sees it.</summary>
internal static class ActivityEndpoints
{
    public static void MapActivityEndpoints(this IEndpointRouteBuilder documents) => documents.MapGet("/{id:guid}/activity", Show);

    private static async Task<IResult> Show(Guid id, HttpContext http, DocumentPages pages, ActivityViews views, Authors authors, CancellationToken cancel)
    {
        var viewer = http.User.MemberId();
        if (await pages.Find(viewer, id, cancel) is not { } sight)
        {
            return Results.NotFound();
        }

        var acts = await views.Of(id, cancel);
        var names = await authors.Of(acts.Select(act => act.By).OfType<Guid>(), viewer, cancel);
        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. acts.Select(act => new JsonObject
            {
                ["what"] = act.Kind, ["at"] = act.At, ["isYou"] = act.By == viewer, ["by"] = act.By is { } by ? names[by] : null, ["name"] = act.Name,
            })]))
            : Answers.Page<ActivityPage>(new { SightBox = (object)sight, ActsBox = (object)acts, Names = names });
    }
}
