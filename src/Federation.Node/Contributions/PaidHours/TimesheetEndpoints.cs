using System.Security.Claims;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>A member's own timesheet, signed: to read and print, and as a file.</summary>
internal static class TimesheetEndpoints
{
    public static void MapTimesheets(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapGet("/contributions/{id:guid}/timesheet", Read);
        signedIn.MapGet("/contributions/{id:guid}/timesheet.json", Download);
    }

    private static async Task<IResult> Read(Guid id, ClaimsPrincipal user, TimesheetDesk desk, CancellationToken cancel) =>
        await desk.Sign(id, user.MemberId(), cancel) is { } sheet
            ? Answers.Page<TimesheetPage>(new { SheetBox = sheet, Signed = sheet.Document.ToReadable() })
            : Results.NotFound();

    private static async Task<IResult> Download(HttpContext http, Guid id, TimesheetDesk desk, CancellationToken cancel)
    {
        if (await desk.Sign(id, http.User.MemberId(), cancel) is not { } sheet)
        {
            return Results.NotFound();
        }

        http.Response.Headers.ContentDisposition = "attachment; filename=\"timesheet.json\"";
        return Results.Text(sheet.Document.ToReadable() + "\n", "application/json");
    }
}
