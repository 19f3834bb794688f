using System.Security.Claims;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>A member's own timesheet, signed: to read and print, as a PDF and as a file for programs.</summary>
internal static class TimesheetEndpoints
{
    private const string PdfName = "timesheet.pdf";

    public static void MapTimesheets(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapGet("/contributions/{id:guid}/timesheet", Read);
        signedIn.MapGet("/contributions/{id:guid}/timesheet.json", Download);
        signedIn.MapGet("/contributions/{id:guid}/timesheet.pdf", Print);
    }

    private static async Task<IResult> Read(Guid id, ClaimsPrincipal user, TimesheetDesk desk, CancellationToken cancel) =>
        await desk.Sign(id, user.MemberId(), cancel) is { } sheet ? Page(sheet, null) : Results.NotFound();

    private static async Task<IResult> Download(HttpContext http, Guid id, TimesheetDesk desk, CancellationToken cancel) =>
        await desk.Sign(id, http.User.MemberId(), cancel) is { } sheet ? Results.File(sheet.File, "application/json", Timesheet.FileName) : Results.NotFound();

    private static async Task<IResult> Print(HttpContext http, Guid id, TimesheetDesk desk, CancellationToken cancel)
    {
        if (await desk.Sign(id, http.User.MemberId(), cancel) is not { } sheet)
        {
            return Results.NotFound();
        }

        var (file, refusal) = await desk.Print(sheet, cancel);
        return refusal is null ? Results.File(file!, "application/pdf", PdfName) : Answers.Refused(http, refusal, () => Page(sheet, refusal)); // one of the two is there
    }

    private static IResult Page(SignedTimesheet sheet, TimesheetRefusal? refusal) => Answers.Page<TimesheetPage>(
        new { SheetBox = sheet, Signed = sheet.Document.ToReadable(), Refusal = (Refusal?)refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
