using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Federation.Node.Campaigns;
using Federation.Node.Consents.Retention;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Consents;

/// <summary>Reading a notice, answering it, taking the answer back, the receipt.</summary>
internal static class ConsentEndpoints
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Who answers for what is kept.</summary>
    public static readonly string[] Keepers = [Roles.Officer, Roles.Steward];

    public static void MapConsentEndpoints(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("").RequireAuthorization();
        members.MapGet("/campaigns/{id:guid}/consent", Notice);
        members.MapPost("/campaigns/{id:guid}/consent", Answer);
        members.MapGet("/consents", Mine);
        members.MapPost("/consents/{id:guid}/withdraw", Withdraw);
        members.MapGet("/consents/{id:guid}/receipt.json", Receipt);
        routes.MapGroup("").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(Keepers))
            .MapGet("/retention", async (RetentionDesk desk, CancellationToken cancel) => Answers.Page<RetentionPage>(new { All = await desk.All(cancel) }));
    }

    private static async Task<IResult> Notice(
        Guid id, ClaimsPrincipal user, ICampaigns campaigns, ConsentDesk desk, CancellationToken cancel) =>
        await campaigns.Find(id, cancel) is { State: CampaignState.Open or CampaignState.Closed } campaign
            ? await Show(campaign, user.MemberId(), desk, null, cancel)
            : Results.NotFound();

    private static async Task<IResult> Answer(
        HttpContext http, Guid id, [FromForm] string? answer, [FromForm] string? notice, [FromForm] int? generation,
        ICampaigns campaigns, ConsentDesk desk, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var memberId = http.User.MemberId();
        var refusal = answer is "agree" or "refuse"
            ? await desk.Answer(campaign, memberId, generation ?? -1, notice ?? "", answer == "agree", cancel)
            : new ConsentRefusal.NoAnswer();
        if (refusal is null)
        {
            return Answers.SeeOther("/consents");
        }

        var page = await Show(campaign, memberId, desk, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(CampaignCard campaign, Guid memberId, ConsentDesk desk, Refusal? refusal, CancellationToken cancel)
    {
        var (consent, generation) = await desk.Current(campaign.Id, memberId, cancel);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var notice = campaign.Notices.GetValueOrDefault(language) ?? campaign.Notices.Values.First(); // an open campaign has every language
        return Answers.Page<NoticePage>(
            new { Campaign = campaign, Notice = notice, Consent = consent, Generation = generation, Refusal = refusal },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Mine(ClaimsPrincipal user, ICampaigns campaigns, ConsentDesk desk, CancellationToken cancel)
    {
        var known = (await campaigns.All(cancel)).ToDictionary(campaign => campaign.Id);
        var consents = (await desk.Of(user.MemberId(), cancel))
            .OrderByDescending(consent => consent.Steps[^1].At)
            .Select(consent => (consent, known[consent.CampaignId])).ToList();
        return Answers.Page<ConsentsPage>(new { All = consents });
    }

    private static async Task<IResult> Withdraw(HttpContext http, Guid id, [FromForm] IFormCollection _, ConsentDesk desk, CancellationToken cancel) =>
        await desk.Withdraw(id, http.User.MemberId(), cancel) is { } refusal
            ? Answers.Refused(http, refusal, () => Results.NotFound())
            : Answers.SeeOther("/consents");

    private static async Task<IResult> Receipt(
        HttpContext http, Guid id, ICampaigns campaigns, ConsentDesk desk, [FromServices] INodeIdentity identity, NodeOptions options, TimeProvider time,
        CancellationToken cancel)
    {
        var consent = (await desk.Of(http.User.MemberId(), cancel)).FirstOrDefault(each => each.Id == id);
        if (consent is null || await campaigns.Find(consent.CampaignId, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var receipt = identity.SignObject(
            ConsentReceipt.Describe(consent, campaign, options.Name, options.Origin, identity.Actor, time.GetUtcNow()));
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"receipt-{id:n}.json\"";
        return Results.Text(receipt.ToJsonString(Indented) + "\n", "application/ld+json");
    }
}
