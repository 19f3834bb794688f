using System.Security.Claims;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Contributions.CleanInsights;
using Federation.Node.Contributions.Daily;
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

/// <summary>Giving figures by form, and seeing what is held; the ways to give a file have endpoints of their own.</summary>
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
        signedIn.MapWeClock();
        signedIn.MapPayRecords();
        signedIn.MapSheets();
        signedIn.MapGigBox();
        routes.MapMeasurements(signedIn);
        signedIn.MapPaidHours();
        signedIn.MapTimesheets();
        signedIn.MapDaily();
    }

    private static async Task<IResult> Mine(ClaimsPrincipal user, ContributionViews views, DailyDesk daily, string? done, CancellationToken cancel) =>
        Answers.Page<MyContributionsPage>(new { Held = await views.Of(user.MemberId(), cancel), Daily = await daily.Of(user.MemberId(), cancel), Given = done is not null });

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

        var typed = ImportSteps.Typed(form);
        var (consent, refusal) = await MayGive(campaign, http.User, consents, cancel);
        refusal ??= campaign.Schema.OldPay is not null ? new PayRefusal.NoRecords() : campaign.Schema.HourlyPay is not null ? new GigBoxRefusal.NoExport() : campaign.Schema.AsksDaily ? new DailyRefusal.AskedDaily() : null;
        ContributedRows? rows = null;
        if (refusal is null)
        {
            (rows, refusal) = ContributionRules.FromForm(campaign.Schema, typed, Today(time));
        }

        if (refusal is not null)
        {
            return ImportSteps.Refused(http, campaign, typed, refusal);
        }

        await desk.Keep(consent!, rows!, "form", cancel);
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

        if (campaign.Pause is { } pause)
        {
            return (null, new ContributionRefusal.Paused(pause));
        }

        var consent = await consents.Active(campaign.Id, user.MemberId(), cancel);
        return consent is null ? (null, new ContributionRefusal.NoConsent()) : (consent, null);
    }

    /// <summary>The day: a week of the member's own calendar may already have begun where the node's clock still says yesterday.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().AddHours(14).Date);
}
