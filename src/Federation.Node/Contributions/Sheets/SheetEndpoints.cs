using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.Sheets;

/// <summary>A member's spreadsheet in three steps: sent, bound to the campaign's fields and looked at, kept when the member says so.</summary>
internal static class SheetEndpoints
{
    public static void MapSheets(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapPost("/campaigns/{id:guid}/sheet", Send).WithMetadata(new RequestSizeLimitAttribute(SheetLimits.MaxBytes + ContributionEndpoints.FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/sheet/{draft:guid}/map", Map);
        signedIn.MapPost("/campaigns/{id:guid}/sheet/{draft:guid}/look", Look);
        signedIn.MapPost("/campaigns/{id:guid}/sheet/{draft:guid}", Keep);
    }

    private static async Task<IResult> Send(Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign || !ContributionRules.TakesSheets(campaign.Schema) ? Results.NotFound()
            : await steps.Look(http, campaign, form, "sheet", new SheetRefusal.NoSheet(), sent =>
            {
                var (sheet, refusal) = SheetFile.Read(sent.Bytes);
                return Task.FromResult<(Func<Guid, IResult>?, ContributionRefusal?)>(sheet is null ? (null, refusal)
                    : (draft => Mapping(new(Asking(campaign), draft, sheet, sent), SheetGuess.Of(Asking(campaign).Schema, sheet, sent.Typed)), null));
            }, cancel);

    private static Task<IResult> Map(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, CancellationToken cancel) =>
        GoOn(id, draft, form, http, campaigns, steps, open => Task.FromResult(Mapping(open, SheetMapping.Of(open.Campaign.Schema, open.Sent.Typed))), cancel);

    private static Task<IResult> Look(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        GoOn(id, draft, form, http, campaigns, steps, open =>
        {
            var mapping = SheetMapping.Of(open.Campaign.Schema, open.Sent.Typed);
            var (reading, refusal) = SheetRules.Read(open.Campaign.Schema, open.Sheet, mapping, ContributionEndpoints.Today(time));
            return Task.FromResult(reading is null
                ? Answers.Refused(http, refusal!, () => Mapping(open, mapping, refusal)) // nothing was read: a refusal
                : Answers.Page<SheetPreviewPage>(new { open.Campaign, open.Draft, SheetBox = open.Sheet, MappingBox = mapping, ReadingBox = reading }));
        }, cancel);

    private static Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        GoOn(id, draft, form, http, campaigns, steps, async open =>
        {
            var mapping = SheetMapping.Of(open.Campaign.Schema, open.Sent.Typed);
            var (reading, refusal) = SheetRules.Read(open.Campaign.Schema, open.Sheet, mapping, ContributionEndpoints.Today(time));
            refusal ??= reading!.Kept.Count == 0 ? new SheetRefusal.NothingFits() : null; // not refused: it was read
            return refusal is not null
                ? Answers.Refused(http, refusal, () => Mapping(open, mapping, refusal))
                : await steps.Keep(open.Sent, draft, reading!.Rows, "sheet", cancel);
        }, cancel);

    private static async Task<IResult> GoOn(
        Guid id, Guid draft, IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, Func<OpenSheet, Task<IResult>> next, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign || !ContributionRules.TakesSheets(campaign.Schema) ? Results.NotFound()
            : await steps.GoOn(http, campaign, draft, form, async sent =>
            {
                var (sheet, refusal) = SheetFile.Read(sent.Bytes);
                return sheet is null ? ImportSteps.Refused(http, campaign, sent.Typed, refusal!) : await next(new(Asking(campaign), draft, sheet, sent)); // nothing was read: a refusal
            }, cancel);

    private static CampaignCard Asking(CampaignCard campaign) => campaign with { Schema = ContributionRules.InSheets(campaign.Schema) };

    private static IResult Mapping(OpenSheet open, SheetMapping mapping, ContributionRefusal? refusal = null) => Answers.Page<SheetMappingPage>(
        new { open.Campaign, open.Draft, SheetBox = open.Sheet, MappingBox = mapping, Refusal = (Refusal?)refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    /// <summary>A spreadsheet that was read.</summary>
    private sealed record OpenSheet(CampaignCard Campaign, Guid Draft, Sheet Sheet, SentFile Sent);
}
