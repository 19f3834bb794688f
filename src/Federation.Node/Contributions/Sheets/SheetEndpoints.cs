using Federation.Node.Campaigns;
using Federation.Node.Consents;
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

    private static async Task<IResult> Send(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign || ContributionRules.IsTyped(campaign.Schema) && !ContributionRules.TakesSheets(campaign.Schema))
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGiveTyped(campaign, http.User, consents, cancel);
        if (refusal is not null || form.Files.GetFile("sheet") is not { Length: > 0 } file)
        {
            return Refused(http, campaign, refusal ?? new SheetRefusal.NoSheet());
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var (sheet, unread) = SheetFile.Read(bytes.ToArray());
        if (sheet is null)
        {
            return Refused(http, campaign, unread!); // nothing was read: a refusal
        }

        var draft = await drafts.Keep(consent!.ConsentId, file.FileName, bytes.ToArray(), cancel);
        var sent = new Sent(Asking(campaign), consent, draft, sheet);
        return Mapping(sent, SheetGuess.Of(sent.Campaign.Schema, sheet, Typed(form)));
    }

    private static Task<IResult> Map(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, CancellationToken cancel) =>
        WithDraft(id, draft, http, campaigns, consents, drafts, sent => Task.FromResult(Mapping(sent, SheetMapping.Of(sent.Campaign.Schema, Typed(form)))), cancel);

    private static Task<IResult> Look(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, TimeProvider time, CancellationToken cancel) =>
        WithDraft(id, draft, http, campaigns, consents, drafts, sent =>
        {
            var mapping = SheetMapping.Of(sent.Campaign.Schema, Typed(form));
            var (reading, refusal) = SheetRules.Read(sent.Campaign.Schema, sent.Sheet, mapping, ContributionEndpoints.Today(time));
            return Task.FromResult(reading is null
                ? Answers.Refused(http, refusal!, () => Mapping(sent, mapping, refusal)) // nothing was read: a refusal
                : Answers.Page<SheetPreviewPage>(new { sent.Campaign, sent.Draft, SheetBox = sent.Sheet, MappingBox = mapping, ReadingBox = reading }));
        }, cancel);

    private static Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, ContributionDesk desk,
        TimeProvider time, CancellationToken cancel) =>
        WithDraft(id, draft, http, campaigns, consents, drafts, async sent =>
        {
            // Read once more from the same bytes: what was shown and what is kept are the same function of them.
            var mapping = SheetMapping.Of(sent.Campaign.Schema, Typed(form));
            var (reading, refusal) = SheetRules.Read(sent.Campaign.Schema, sent.Sheet, mapping, ContributionEndpoints.Today(time));
            refusal ??= reading!.Kept.Count == 0 ? new SheetRefusal.NothingFits() : null; // not refused: it was read
            if (refusal is not null)
            {
                return Answers.Refused(http, refusal, () => Mapping(sent, mapping, refusal));
            }

            await desk.Keep(sent.Consent, reading!.Rows, "sheet", cancel);
            await drafts.Forget(draft, cancel);
            return Answers.SeeOther("/contributions?done=1");
        }, cancel);

    private static async Task<IResult> WithDraft(
        Guid id, Guid draft, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, Func<Sent, Task<IResult>> next, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign || ContributionRules.IsTyped(campaign.Schema) && !ContributionRules.TakesSheets(campaign.Schema))
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGiveTyped(campaign, http.User, consents, cancel);
        if (refusal is not null || await drafts.Find(draft, consent!.ConsentId, cancel) is not { } kept)
        {
            return Refused(http, campaign, refusal ?? new ContributionRefusal.DraftGone());
        }

        var (sheet, unread) = SheetFile.Read(kept.Upload);
        return sheet is null ? Refused(http, campaign, unread!) : await next(new(Asking(campaign), consent, draft, sheet)); // nothing was read: a refusal
    }

    private static CampaignCard Asking(CampaignCard campaign) => campaign with { Schema = ContributionRules.InSheets(campaign.Schema) };

    private static IResult Mapping(Sent sent, SheetMapping mapping, ContributionRefusal? refusal = null) => Answers.Page<SheetMappingPage>(
        new { sent.Campaign, sent.Draft, SheetBox = sent.Sheet, MappingBox = mapping, Refusal = (Refusal?)refusal }, refusal?.Status ?? StatusCodes.Status200OK);

    private static Dictionary<string, string> Typed(IFormCollection form) => form.ToDictionary(field => field.Key, field => field.Value.ToString());

    private static IResult Refused(HttpContext http, CampaignCard campaign, ContributionRefusal refusal) =>
        Answers.Refused(http, refusal, () => Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = (Refusal)refusal }, refusal.Status));

    /// <summary>A file that waits for its member.</summary>
    private sealed record Sent(CampaignCard Campaign, ActiveConsent Consent, Guid Draft, Sheet Sheet);
}
