using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>What the employer paid a member: looked at beside their own record first, kept when they say so.</summary>
internal static class PaidEndpoints
{
    public static void MapPaidHours(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapPost("/campaigns/{id:guid}/paid-hours", Look).WithMetadata(new RequestSizeLimitAttribute(PaidFile.MaxBytes + ContributionEndpoints.FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/paid-hours/{draft:guid}", Keep);
    }

    private static async Task<IResult> Look(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, ContributionViews views, TimeProvider time,
        CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign || !HoursFields.AskPay(campaign.Schema))
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null || form.Files.GetFile("file") is not { Length: > 0 } file)
        {
            return Refused(http, campaign, refusal ?? new PaidRefusal.NoPaidHours());
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancel);
        var (reading, unfit) = PaidFile.Read(new MemoryStream(bytes.ToArray()), campaign.Schema, ContributionEndpoints.Today(time));
        if (reading is null)
        {
            return Refused(http, campaign, unfit!); // nothing was read: a refusal
        }

        var held = (await views.Of(http.User.MemberId(), cancel)).Where(each => each.Contribution.ConsentId == consent!.ConsentId).SelectMany(each => each.Rows).ToList();
        var after = ContributionRules.Current([new ContributedRows(held), new ContributedRows(reading.Rows)], campaign.Schema);
        var draft = await drafts.Keep(consent!.ConsentId, file.FileName, bytes.ToArray(), cancel);
        return Answers.Page<PaidPreviewPage>(new { Campaign = campaign, Draft = draft, HoursBox = OwnHours.Of(HoursFields.In(campaign.Schema)!, after), reading.ThrownAway });
    }

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection _, HttpContext http, ICampaigns campaigns, IConsents consents, ImportDrafts drafts, ContributionDesk desk, TimeProvider time,
        CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign || !HoursFields.AskPay(campaign.Schema))
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        if (refusal is not null || await drafts.Find(draft, consent!.ConsentId, cancel) is not { } kept)
        {
            return Refused(http, campaign, refusal ?? new ContributionRefusal.DraftGone());
        }

        // Read once more from the same bytes: what was shown and what is kept are the same function of them.
        var (reading, unfit) = PaidFile.Read(new MemoryStream(kept.Upload), campaign.Schema, ContributionEndpoints.Today(time));
        if (reading is null)
        {
            return Refused(http, campaign, unfit!); // nothing was read: a refusal
        }

        await desk.Keep(consent, new ContributedRows(reading.Rows), "paid-hours", cancel);
        await drafts.Forget(draft, cancel);
        return Answers.SeeOther("/contributions?done=1");
    }

    private static IResult Refused(HttpContext http, CampaignCard campaign, ContributionRefusal refusal) =>
        Answers.Refused(http, refusal, () => Answers.Page<ContributePage>(new { Campaign = campaign, Refusal = (Refusal)refusal }, refusal.Status));
}
