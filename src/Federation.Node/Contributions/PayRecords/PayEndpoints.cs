using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.PayRecords;

/// <summary>A member's pay records: looked at first, kept when the member says so.</summary>
internal static class PayEndpoints
{
    public static void MapPayRecords(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapPost("/campaigns/{id:guid}/pay", Look).WithMetadata(new RequestSizeLimitAttribute(PayFile.MaxBytes + ContributionEndpoints.FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/pay/{draft:guid}", Keep);
    }

    private static async Task<IResult> Look(Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { Schema.OldPay: not null } campaign ? Results.NotFound()
            : await steps.Look(http, campaign, form, "file", new PayRefusal.NoRecords(), sent =>
            {
                var (reading, rows, refusal) = Read(campaign, sent, time);
                return Task.FromResult<(Func<Guid, IResult>?, ContributionRefusal?)>(refusal is not null ? (null, refusal)
                    : (draft => Answers.Page<PayPreviewPage>(new { Campaign = campaign, Draft = draft, ReadingBox = reading, Row = rows!.Rows[0], sent.Typed }), null));
            }, cancel);

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { Schema.OldPay: not null } campaign ? Results.NotFound()
            : await steps.Keep(http, campaign, draft, form, "pay", sent =>
            {
                var (_, rows, refusal) = Read(campaign, sent, time);
                return (rows, refusal);
            }, cancel);

    private static (PayReading? Reading, ContributedRows? Rows, ContributionRefusal? Refusal) Read(CampaignCard campaign, SentFile sent, TimeProvider time)
    {
        var (reading, unread) = PayFile.Read(new MemoryStream(sent.Bytes), campaign.Schema.OldPay!); // asked before
        if (reading is null)
        {
            return (null, null, unread);
        }

        var (rows, unfit) = ContributionRules.FromFigures(campaign.Schema, field => reading.Figure(field.Import), sent.Typed, ContributionEndpoints.Today(time));
        return (reading, rows, unfit);
    }
}
