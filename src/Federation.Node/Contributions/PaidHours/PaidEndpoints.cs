using Federation.Node.Campaigns;
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
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, ContributionViews views, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign || !HoursFields.AskPay(campaign.Schema) ? Results.NotFound()
            : await steps.Look(http, campaign, form, "file", new PaidRefusal.NoPaidHours(), async sent =>
            {
                var (reading, refusal) = PaidFile.Read(sent.Bytes, campaign.Schema, ContributionEndpoints.Today(time));
                if (reading is null)
                {
                    return (null, refusal);
                }

                var givings = await views.Givings(campaign.Id, sent.Consent.MemberId, cancel);
                var after = ContributionRules.Current([.. givings.Select(giving => giving.Rows), new ContributedRows(reading.Rows)], campaign.Schema);
                return (draft => Answers.Page<PaidPreviewPage>(
                    new { Campaign = campaign, Draft = draft, HoursBox = OwnHours.Of(HoursFields.In(campaign.Schema)!, after), reading.ThrownAway }), null); // asked before
            }, cancel);

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign || !HoursFields.AskPay(campaign.Schema) ? Results.NotFound()
            : await steps.Keep(http, campaign, draft, form, "paid-hours", sent =>
            {
                var (reading, refusal) = PaidFile.Read(sent.Bytes, campaign.Schema, ContributionEndpoints.Today(time));
                return (reading is null ? null : new ContributedRows(reading.Rows), refusal);
            }, cancel);
}
