using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Moving;

/// <summary>Renaming, moving and copying in a browser, by the rules of WebDAV's MOVE and COPY; nothing is ever overwritten from here.</summary>
internal static class MoveEndpoints
{
    public static void MapMoveEndpoints(this IEndpointRouteBuilder signedIn) => signedIn.MapPost("/{id:guid}/move", Move);

    private static async Task<IResult> Move(
        Guid id, [FromForm] string? name, [FromForm] Guid? folder, [FromForm] string? how, HttpContext http, DocumentPages pages, TransferDesk desk, DocumentViews views, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        if (await pages.Find(by, id, cancel) is not { Down.Count: > 1 } sight)
        {
            return Results.NotFound();
        }

        var (outcome, next) = await pages.Find(by, folder ?? sight.Down[^2].Id, cancel) is { Entry.IsFolder: true } target
            ? await Carry(by, sight, target, DocumentRules.Compose((name ?? "").Trim()), how == "copy", desk, views, cancel)
            : (Outcome.Refused(new DocumentRefusal.NoParent()), id);
        return await pages.Done(http, outcome, next, id, cancel);
    }

    private static async Task<(Outcome Outcome, Guid Next)> Carry(
        Guid by, Sight sight, Sight target, string name, bool copies, TransferDesk desk, DocumentViews views, CancellationToken cancel)
    {
        var isHere = target.Entry.Id == sight.Down[^2].Id && name == sight.Entry.Name;
        if (isHere && !copies)
        {
            return (new Outcome(false, null, null), sight.Entry.Id); // nothing is to be done
        }

        var free = !isHere ? name : FreeNames.Beside(name, sight.Entry.IsFolder, time => $" ({time + 1})", (await views.In(target.Entry.Id, cancel)).Select(card => card.Name).ToHashSet());
        IReadOnlyList<string> to = [.. target.Path, free];
        var how = new Transfer(Overwrite: false, WithContent: true, Conditions.None);
        return copies ? (await desk.Copy(by, sight.Path, to, how, cancel), target.Entry.Id)
            : (await desk.Move(by, sight.Path, to, how, cancel), sight.Reach.Space.Id == target.Reach.Space.Id ? sight.Entry.Id : target.Entry.Id); // elsewhere it is another one
    }
}
