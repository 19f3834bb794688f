using Federation.Node.Campaigns.Accountability;
using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Shell;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Campaigns.Scores;

/// <summary>The officer's switch at a union, and the list of what affiliates share at a federation.</summary>
internal static class ScoreEndpoints
{
    public static void MapScores(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/affiliate-scores", Affiliates).RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(AccountabilityEndpoints.Keepers));
        var officers = routes.MapGroup("/campaigns/{id:guid}/scores").RequireAuthorization(Roles.Officer);
        officers.MapPost("/share", async (
            HttpContext http, Guid id, [FromForm] string? host, CampaignDesk desk, ScorePress press, IAffiliations affiliations, CancellationToken cancel) =>
        {
            var federations = await affiliations.Federations(cancel);
            return Done(http, id, await desk.Decide(
                id, (campaign, now, _) => ScoreRules.Share(campaign, host ?? "", federations, http.User.MemberId(), now), cancel,
                (session, campaign, _) => press.Tell(session, campaign, host!, isNew: true))); // decided, so it is one of them
        });
        officers.MapPost("/take-back", async (HttpContext http, Guid id, [FromForm] string? host, CampaignDesk desk, ScorePress press, CancellationToken cancel) =>
            Done(http, id, await desk.Decide(
                id, (campaign, now, _) => ScoreRules.TakeBack(campaign, host ?? "", http.User.MemberId(), now), cancel,
                (session, campaign, _) => press.TakeBack(session, campaign.Id, host!)))); // decided, so they were shared with it
    }

    private static IResult Done(HttpContext http, Guid id, Refusal? refusal) => refusal is null
        ? Answers.SeeOther($"/campaigns/{id}/assessments")
        : Answers.Refused(http, refusal, () => Answers.Page<MessagePage>(new { Title = refusal.Message.ToString(), Message = "" }, refusal.Status));

    private static async Task<IResult> Affiliates(IDocumentStore store, IAffiliations affiliations, IPeers peers, ITemplates templates, CancellationToken cancel)
    {
        await using var session = store.QuerySession();
        var affiliates = await affiliations.Affiliates(cancel);
        var shared = await session.Query<AffiliateScores>().Where(scores => !scores.IsTakenBack).ToListAsync(cancel);
        return Answers.Page<AffiliateScoresPage>(new
        {
            AllBox = (object)shared.Where(scores => affiliates.Contains(scores.Host)).OrderBy(scores => scores.Host, StringComparer.Ordinal).ThenByDescending(scores => scores.AssessedAt).ToList(),
            Names = (await peers.Approved(cancel)).ToDictionary(peer => peer.Host, peer => peer.Name),
            Titles = (await templates.All(cancel)).ToDictionary(template => template.Id, template => template.Title),
        });
    }
}
