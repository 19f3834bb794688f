using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.WeClock;

/// <summary>A member's WeClock export: looked at first; kept when the member has said which places are work.</summary>
internal static class WeClockEndpoints
{
    public static void MapWeClock(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapPost("/campaigns/{id:guid}/import", Look).WithMetadata(new RequestSizeLimitAttribute(WeClockLimits.Default.MaxUploadBytes + ContributionEndpoints.FormOverhead));
        signedIn.MapPost("/campaigns/{id:guid}/import/{draft:guid}", Keep);
    }

    private static async Task<IResult> Look(Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign ? Results.NotFound()
            : await steps.Look(http, campaign, form, "file", new ContributionRefusal.NoFile(), sent =>
            {
                var reading = Read(sent);
                return Task.FromResult<(Func<Guid, IResult>?, ContributionRefusal?)>(reading.IsRead
                    ? (draft => Preview(campaign, draft, reading.Export, sent, null), null)
                    : (null, new ContributionRefusal.Export(reading.Refusal)));
            }, cancel);

    private static async Task<IResult> Keep(
        Guid id, Guid draft, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, ImportSteps steps, TimeProvider time, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is not { } campaign ? Results.NotFound()
            : await steps.GoOn(http, campaign, draft, form, async sent =>
            {
                var reading = Read(sent);
                if (!reading.IsRead)
                {
                    return ImportSteps.Refused(http, campaign, sent.Typed, new ContributionRefusal.Export(reading.Refusal));
                }

                var places = form["work"].Select(place => int.TryParse(place, out var number) ? number : 0).Distinct().ToList();
                var (rows, refusal) = reading.Export.RefusalOf(places) is { } wrongPlaces ? (null, new ContributionRefusal.Export(wrongPlaces))
                    : ContributionRules.FromWeClock(campaign.Schema, sent.Typed, reading.Export.Weeks(places, WorkRules.Default with { Zone = time.LocalTimeZone }), ContributionEndpoints.Today(time));
                return refusal is not null
                    ? Answers.Refused(http, refusal, () => Preview(campaign, draft, reading.Export, sent, refusal))
                    : await steps.Keep(sent, draft, rows!, "weclock", cancel);
            }, cancel);

    private static WeClockReading Read(SentFile sent) => WeClockImport.Read(new MemoryStream(sent.Bytes), sent.Name);

    private static IResult Preview(CampaignCard campaign, Guid draft, WeClockExport export, SentFile sent, ContributionRefusal? refusal) => Answers.Page<ImportPreviewPage>(
        new { Campaign = campaign, Draft = draft, ExportBox = export, sent.Typed, Refusal = (Refusal?)refusal }, refusal?.Status ?? StatusCodes.Status200OK);
}
