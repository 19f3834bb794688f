using System.Security.Claims;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions.CleanInsights;
using Federation.Node.Contributions.GigBox;
using Federation.Node.Contributions.PaidHours;
using Federation.Node.Contributions.PayRecords;
using Federation.Node.Contributions.Sheets;
using Federation.Node.Contributions.WeClock;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions;

/// <summary>Giving figures by form or by WeClock export, and seeing what is held.</summary>
internal static class ContributionEndpoints
{
    /// <summary>Bytes of the form around an upload: names, boundaries and the choice fields.</summary>
    public const long FormOverhead = 64 * 1024;

    public static void MapContributionEndpoints(this IEndpointRouteBuilder routes)
    {
        var signedIn = routes.MapGroup("").RequireAuthorization();
        signedIn.MapGet("/contributions", Mine);
        signedIn.MapGet("/campaigns/{id:guid}/contribute", Form);
        signedIn.MapPost("/campaigns/{id:guid}/contribute", Give);
        signedIn.MapPost("/campaigns/{id:guid}/import", Upload)
            .WithMetadata(new RequestSizeLimitAttribute(WeClockLimits.Default.MaxUploadBytes + FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/import/{draft:guid}", Confirm);
        signedIn.MapPayRecords();
        signedIn.MapSheets();
        signedIn.MapGigBox();
        routes.MapMeasurements(signedIn);
        signedIn.MapPaidHours();
        signedIn.MapTimesheets();
    }

    private static async Task<IResult> Mine(ClaimsPrincipal user, ContributionViews views, string? done, CancellationToken cancel) =>
        Answers.Page<MyContributionsPage>(new { Held = await views.Of(user.MemberId(), cancel), Given = done is not null });

    private static async Task<IResult> Form(Guid id, ClaimsPrincipal user, ICampaigns campaigns, IConsents consents, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var (_, refusal) = await MayGive(campaign, user, consents, cancel);
        return Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = refusal }, refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Give(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ContributionDesk desk,
        TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var typed = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var (consent, refusal) = await MayGiveTyped(campaign, http.User, consents, cancel);
        ContributedRows? rows = null;
        if (refusal is null)
        {
            (rows, refusal) = ContributionRules.FromForm(campaign.Schema, typed, Today(time));
        }

        if (refusal is not null)
        {
            return Answers.Refused(http, refusal, () =>
                Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = refusal, Typed = typed }, refusal.Status));
        }

        await desk.Keep(consent!, rows!, "form", cancel);
        return Answers.SeeOther("/contributions?done=1");
    }

    private static async Task<IResult> Upload(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts,
        CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var typed = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        IResult Refused(ContributionRefusal refusal) => Answers.Refused(http, refusal, () =>
            Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = refusal, Typed = typed }, refusal.Status));

        var (consent, refusal) = await MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        if (form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return Refused(new ContributionRefusal.NoFile());
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        bytes.Position = 0;
        var reading = WeClockImport.Read(bytes, file.FileName);
        if (!reading.IsRead)
        {
            return Refused(new ContributionRefusal.Export(reading.Refusal));
        }

        var draft = await drafts.Keep(consent!.ConsentId, file.FileName, bytes.ToArray(), cancel);
        return Answers.Page<ImportPreviewPage>(new { Campaign = campaign, Draft = draft, ExportBox = reading.Export, Typed = typed });
    }

    private static async Task<IResult> Confirm(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents,
        ImportDrafts drafts, ContributionDesk desk, TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var typed = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        IResult Refused(ContributionRefusal refusal) => Answers.Refused(http, refusal, () =>
            Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = refusal, Typed = typed }, refusal.Status));

        var (consent, refusal) = await MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null)
        {
            return Refused(refusal);
        }

        if (await drafts.Find(draft, consent!.ConsentId, cancel) is not { } kept)
        {
            return Refused(new ContributionRefusal.DraftGone());
        }

        // Read once more from the same bytes: what was shown and what is kept are the same function of them.
        using var bytes = new MemoryStream(kept.Upload);
        var reading = WeClockImport.Read(bytes, kept.FileName);
        if (!reading.IsRead)
        {
            return Refused(new ContributionRefusal.Export(reading.Refusal));
        }

        var places = form["work"].Select(place => int.TryParse(place, out var number) ? number : 0).Distinct().ToList();
        if (reading.Export.RefusalOf(places) is { } wrongPlaces)
        {
            var again = new ContributionRefusal.Export(wrongPlaces);
            return Answers.Refused(http, again, () => Answers.Page<ImportPreviewPage>(
                new { Campaign = campaign, Draft = draft, ExportBox = reading.Export, Typed = typed, Refusal = again }, again.Status));
        }

        var (rows, unfit) = ContributionRules.FromWeClock(campaign.Schema, typed, reading.Export.Weeks(places), Today(time));
        if (unfit is not null)
        {
            return Answers.Refused(http, unfit, () => Answers.Page<ImportPreviewPage>(
                new { Campaign = campaign, Draft = draft, ExportBox = reading.Export, Typed = typed, Refusal = unfit }, unfit.Status));
        }

        await desk.Keep(consent, rows!, "weclock", cancel);
        await drafts.Forget(draft, cancel);
        return Answers.SeeOther("/contributions?done=1");
    }

    /// <summary>The consent under which somebody may give figures now, or why they may not.</summary>
    public static async Task<(ActiveConsent? Consent, ContributionRefusal? Refusal)> MayGive(
        CampaignCard campaign, ClaimsPrincipal user, IConsents consents, CancellationToken cancel)
    {
        if (campaign.State != CampaignState.Open)
        {
            return (null, new ContributionRefusal.NotOpen());
        }

        var consent = await consents.Active(campaign.Id, user.MemberId(), cancel);
        return consent is null ? (null, new ContributionRefusal.NoConsent()) : (consent, null);
    }

    /// <summary>The same for figures that the member types or takes from a spreadsheet: what is made of pay records is neither.</summary>
    public static async Task<(ActiveConsent? Consent, ContributionRefusal? Refusal)> MayGiveTyped(
        CampaignCard campaign, ClaimsPrincipal user, IConsents consents, CancellationToken cancel)
    {
        var (consent, refusal) = await MayGive(campaign, user, consents, cancel);
        return refusal is not null || ContributionRules.IsTyped(campaign.Schema) ? (consent, refusal)
            : (null, campaign.Schema.OldPay is not null ? new PayRefusal.NoRecords() : new GigBoxRefusal.NoExport());
    }

    /// <summary>The day: a week of the member's own calendar may already have begun where the node's clock still says yesterday.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().AddHours(14).Date);
}
