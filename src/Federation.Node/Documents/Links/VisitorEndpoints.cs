using System.Globalization;
using Federation.Node.Documents.Previews;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Documents.Links;

/// <summary>
/// What a link leads to, for whoever has its address. A wrong, ended, expired or used-up one is answered like any address where nothing is, so that nobody
/// learns which of these it was.
/// </summary>
internal static class VisitorEndpoints
{
    public static void MapVisitorEndpoints(this IEndpointRouteBuilder routes)
    {
        var visitors = routes.MapGroup(LinkRoutes.Base + "/{token}").AddEndpointFilter((context, next) =>
        {
            // The address is the secret: no other page, no search engine and no cache is told of it (the cache by a header of every answer).
            context.HttpContext.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.HttpContext.Response.Headers["X-Robots-Tag"] = "noindex, nofollow, noarchive";
            return next(context);
        });
        visitors.MapGet("", (string token, HttpContext http, LinkDoor door, LinkTickets tickets, DocumentViews views, Looks looks, CancellationToken cancel) =>
            Show(token, null, http, door, tickets, views, looks, cancel));
        visitors.MapGet("/folders/{id:guid}", (string token, Guid id, HttpContext http, LinkDoor door, LinkTickets tickets, DocumentViews views, Looks looks, CancellationToken cancel) =>
            Show(token, id, http, door, tickets, views, looks, cancel));
        visitors.MapMethods("/previews/{id:guid}", [HttpMethods.Get, HttpMethods.Head], GivePreview);
        visitors.MapMethods("/files/{id:guid}", [HttpMethods.Get, HttpMethods.Head], Download);
        visitors.MapPost("", Enter);
        visitors.MapPost("/upload", Drop).WithMetadata(new DisableRequestSizeLimitAttribute()); // counted where it is written
    }

    private static async Task<IResult> Show(
        string token, Guid? folder, HttpContext http, LinkDoor door, LinkTickets tickets, DocumentViews views, Looks looks, CancellationToken cancel)
    {
        if (await door.Find(token, cancel) is not { IsUsedUp: false } link)
        {
            return Results.NotFound();
        }

        if (!tickets.HasEntered(http.Request, link))
        {
            return folder is null ? Answers.Page<LinkPasswordPage>(new { Token = token }) : Answers.SeeOther(LinkRoutes.Of(token));
        }

        if (link.Kind == LinkKind.DropBox)
        {
            return folder is null ? DropPage(token, link, null, null) : Results.NotFound();
        }

        var down = await door.Down(link, folder ?? link.Entry.Id, cancel);
        return down is not [.., var here] || folder is not null && !here.IsFolder
            ? Results.NotFound()
            : Answers.Page<LinkPage>(new
            {
                Token = token,
                DownBox = (object)down,
                InsideBox = (object)(here.IsFolder ? await views.In(here.Id, cancel) : []),
                LookBox = link.ShowsPreviews ? (object?)await looks.At(here, LinkRoutes.PreviewOf(token, here.Id, PreviewSize.Large), null, cancel) : null,
                link.ShowsPreviews,
            });
    }

    private static async Task<IResult> GivePreview(
        string token, Guid id, string? size, HttpContext http, LinkDoor door, LinkTickets tickets, Previews.Previews previews, CancellationToken cancel) =>
        await door.Find(token, cancel) is { ShowsPreviews: true } link && tickets.HasEntered(http.Request, link)
        && await door.Down(link, id, cancel) is [.., { IsFolder: false } document]
            ? PreviewAnswer.Of(await previews.Of(document, null, 1, PreviewRoutes.SizeOf(size), cancel))
            : Results.NotFound();

    private static async Task<IResult> Download(
        string token, Guid id, HttpContext http, LinkDoor door, LinkTickets tickets, Downloads downloads, CancellationToken cancel)
    {
        if (await door.Find(token, cancel) is not { Kind: LinkKind.Download } link
            || await door.Down(link, id, cancel) is not [.., { IsFolder: false } document])
        {
            return Results.NotFound();
        }

        var goesOn = tickets.HasBegun(http.Request, link, document);
        if (link.IsUsedUp && !goesOn)
        {
            return Results.NotFound();
        }

        if (!tickets.HasEntered(http.Request, link))
        {
            return Answers.SeeOther(LinkRoutes.Of(token));
        }

        // A download is counted when it begins. Who asks for its rest shows that theirs was; without that a rest is counted like a whole.
        if (HttpMethods.IsGet(http.Request.Method) && !(goesOn && AsksForARest(http.Request)))
        {
            if (!await door.Take(link, cancel))
            {
                return Results.NotFound();
            }

            tickets.Begin(http, token, link, document);
        }

        return await downloads.Give(document, null, cancel);
    }

    private static bool AsksForARest(HttpRequest request) => request.GetTypedHeaders().Range is { Ranges.Count: 1 } range && range.Ranges.Single().From > 0;

    private static async Task<IResult> Enter(
        string token, [FromForm] string? password, HttpContext http, LinkDoor door, LinkTickets tickets, ISecrets secrets, CancellationToken cancel)
    {
        if (await door.Find(token, cancel) is not { IsUsedUp: false } link)
        {
            return Results.NotFound();
        }

        LinkRefusal refusal = new LinkRefusal.WrongPassword();
        switch (await door.Try(link, password ?? "", http.Connection.RemoteIpAddress, cancel))
        {
            case PasswordTry.Right:
                tickets.Enter(http, token, link);
                return Answers.SeeOther(LinkRoutes.Of(token));
            case PasswordTry.TooMany:
                http.Response.Headers.RetryAfter = ((int)secrets.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                refusal = new LinkRefusal.TooManyTries();
                break;
        }

        return Answers.Refused(http, refusal, () => Answers.Page<LinkPasswordPage>(new { Token = token, Refusal = (Refusal)refusal }, refusal.Status));
    }

    private static async Task<IResult> Drop(
        string token, HttpContext http, LinkDoor door, LinkTickets tickets, DropDesk desk, IAntiforgery antiforgery, CancellationToken cancel)
    {
        if (await door.Find(token, cancel) is not { Kind: LinkKind.DropBox, IsUsedUp: false } link)
        {
            return Results.NotFound();
        }

        if (!tickets.HasEntered(http.Request, link))
        {
            return Answers.SeeOther(LinkRoutes.Of(token));
        }

        (string Name, Stream Bytes)? file;
        try
        {
            file = await DocumentUpload.File(http, antiforgery, cancel);
        }
        catch (AntiforgeryValidationException)
        {
            return Results.BadRequest();
        }

        var refusal = file is not { } chosen ? new DocumentRefusal.NoFile() : await desk.Put(link, token, chosen.Name, chosen.Bytes, cancel);
        return refusal switch
        {
            null when Answers.AcceptsJson(http.Request) => Results.NoContent(),
            null => DropPage(token, link with { Uses = link.Uses + 1 }, file!.Value.Name, null), // no refusal: there was one
            DocumentRefusal.NotThere => Results.NotFound(),
            _ => Answers.Refused(http, refusal, () => DropPage(token, link, null, refusal)),
        };
    }

    private static IResult DropPage(string token, OpenLink link, string? kept, Refusal? refusal) => Answers.Page<DropPage>(
        new { Token = token, Folder = link.Entry.Name, IsFull = link.IsUsedUp, Kept = kept, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
