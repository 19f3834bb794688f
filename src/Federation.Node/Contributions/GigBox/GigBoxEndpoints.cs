using Federation.Node.Campaigns;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Consents;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.GigBox;

/// <summary>A member's GigBox export: looked at first, kept when the member says so.</summary>
internal static class GigBoxEndpoints
{
    public static void MapGigBox(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapPost("/campaigns/{id:guid}/gigbox", Look).WithMetadata(new RequestSizeLimitAttribute(GigBoxFile.MaxBytes + ContributionEndpoints.FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/gigbox/{draft:guid}", Keep);
    }

    private static async Task<IResult> Look(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.HourlyPay: { } rule } campaign)
        {
            return Results.NotFound();
        }

        var typed = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null || form.Files.GetFile("gigbox") is not { Length: > 0 } file)
        {
            return Refused(http, campaign, typed, refusal ?? new GigBoxRefusal.NoExport());
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var (export, _, unfit) = Read(campaign, rule, bytes.ToArray(), typed, time);
        if (export is null || unfit is not null)
        {
            return Refused(http, campaign, typed, unfit!); // nothing was read: a refusal
        }

        var draft = await drafts.Keep(consent!.ConsentId, file.FileName, bytes.ToArray(), cancel);
        return Answers.Page<GigBoxPreviewPage>(new { Campaign = campaign, Draft = draft, ExportBox = export, Typed = typed });
    }

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, ContributionDesk desk,
        TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.HourlyPay: { } rule } campaign)
        {
            return Results.NotFound();
        }

        var typed = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null || await drafts.Find(draft, consent!.ConsentId, cancel) is not { } kept)
        {
            return Refused(http, campaign, typed, refusal ?? new ContributionRefusal.DraftGone());
        }

        // Read once more from the same bytes: what was shown and what is kept are the same function of them.
        var (_, rows, unfit) = Read(campaign, rule, kept.Upload, typed, time);
        if (unfit is not null)
        {
            return Refused(http, campaign, typed, unfit);
        }

        await desk.Keep(consent, rows!, "gigbox", cancel);
        await drafts.Forget(draft, cancel);
        return Answers.SeeOther("/contributions?done=1");
    }

    private static (GigBoxExport? Export, ContributedRows? Rows, ContributionRefusal? Refusal) Read(
        CampaignCard campaign, HourlyPayRule rule, byte[] upload, IReadOnlyDictionary<string, string> typed, TimeProvider time)
    {
        var (export, refusal) = GigBoxFile.Read(upload, rule);
        if (export is null)
        {
            return (null, null, refusal);
        }

        var (rows, unfit) = ContributionRules.FromHourlyPay(campaign.Schema, typed, export.Pay, ContributionEndpoints.Today(time));
        return (export, rows, unfit);
    }

    private static IResult Refused(HttpContext http, CampaignCard campaign, IReadOnlyDictionary<string, string> typed, ContributionRefusal refusal) =>
        Answers.Refused(http, refusal, () => Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = (Refusal)refusal, Typed = typed }, refusal.Status));
}
