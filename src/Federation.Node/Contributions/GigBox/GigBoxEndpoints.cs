using Federation.Node.Campaigns;
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

    private static async Task<IResult> Look(Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { Schema.HourlyPay: not null } campaign ? Results.NotFound()
            : await steps.Look(http, campaign, form, "gigbox", new GigBoxRefusal.NoExport(), sent =>
            {
                var (export, rows, refusal) = Read(campaign, sent, time);
                return Task.FromResult<(Func<Guid, IResult>?, ContributionRefusal?)>(refusal is not null ? (null, refusal)
                    : (draft => Answers.Page<GigBoxPreviewPage>(new { Campaign = campaign, Draft = draft, ExportBox = export, Row = rows!.Rows[0], sent.Typed }), null));
            }, cancel);

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { Schema.HourlyPay: not null } campaign ? Results.NotFound()
            : await steps.Keep(http, campaign, draft, form, "gigbox", sent =>
            {
                var (_, rows, refusal) = Read(campaign, sent, time);
                return (rows, refusal);
            }, cancel);

    private static (GigBoxExport? Export, ContributedRows? Rows, ContributionRefusal? Refusal) Read(CampaignCard campaign, SentFile sent, TimeProvider time)
    {
        var (export, unread) = GigBoxFile.Read(sent.Bytes, campaign.Schema.HourlyPay!); // asked before
        if (export is null)
        {
            return (null, null, unread);
        }

        var (rows, unfit) = ContributionRules.FromFigures(campaign.Schema, field => export.Pay.Figure(field.Import), sent.Typed, ContributionEndpoints.Today(time));
        return (export, rows, unfit);
    }
}
