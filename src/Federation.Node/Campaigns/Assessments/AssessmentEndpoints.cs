using System.Globalization;
using System.Security.Claims;
using Federation.Node.Campaigns.Accountability;
using Federation.Node.Campaigns.Scores;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Peers;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>Assessing a campaign, and what was assessed before: for every member to read, to print, and as JSON.</summary>
internal static class AssessmentEndpoints
{
    public static void MapAssessments(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/campaigns/{id:guid}").RequireAuthorization();
        members.MapGet("/assessments", (HttpContext http, Guid id, CampaignDesk desk, AssessmentHistory history, EvidenceShelf evidence, IMembers people, IAffiliations affiliations, CancellationToken cancel) =>
            Show(http.User, id, desk, history, evidence, people, affiliations, null, cancel));
        members.MapGet("/assessment", Print);
        members.MapGet("/assessment.json", Export);
        routes.MapPost("/campaigns/{id:guid}/assessment", Assess).RequireAuthorization(Roles.Officer);
    }

    private static async Task<IResult> Show(
        ClaimsPrincipal user, Guid id, CampaignDesk desk, AssessmentHistory history, EvidenceShelf evidence, IMembers people, IAffiliations affiliations,
        Refusal? refusal, CancellationToken cancel)
    {
        if (await desk.Load(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var all = await history.Of(id, cancel);
        var isOfficer = user.MemberId() == campaign.OfficerId;
        return Answers.Page<AssessmentHistoryPage>(
            new
            {
                Campaign = campaign,
                Card = desk.Card(campaign),
                All = all,
                Facts = await evidence.Now(campaign, cancel),
                Names = AccountabilityEndpoints.Keepers.Any(user.IsInRole) ? await Names(all, people, cancel) : new Dictionary<Guid, string>(),
                IsOfficer = isOfficer,
                Federations = isOfficer ? await affiliations.Federations(cancel) : [],
                Refusal = refusal,
            },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Print(Guid id, CampaignDesk desk, AssessmentHistory history, CancellationToken cancel) =>
        await desk.Load(id, cancel) is { } campaign && await history.Of(id, cancel) is [var newest, ..]
            ? Answers.Page<AssessmentPage>(new { Card = desk.Card(campaign), Newest = newest })
            : Results.NotFound();

    private static async Task<IResult> Export(
        Guid id, CampaignDesk desk, AssessmentHistory history, EvidenceShelf evidence, NodeOptions options, CancellationToken cancel) =>
        await desk.Load(id, cancel) is { } campaign && await history.Of(id, cancel) is { Count: > 0 } all
            ? Results.Text(AssessmentExport.Json(desk.Card(campaign), all, evidence.Sentence, options.Name, options.Origin).ToReadable() + "\n", "application/json")
            : Results.NotFound();

    private static async Task<IResult> Assess(
        HttpContext http, Guid id, [FromForm] IFormCollection form, CampaignDesk desk, AssessmentHistory history, EvidenceShelf evidence, IMembers people,
        IAffiliations affiliations, ScorePress press, CancellationToken cancel)
    {
        if (await desk.Load(id, cancel) is not { } before)
        {
            return Results.NotFound();
        }

        var answers = Assessment.Sections.ToDictionary(
            section => section.Name,
            IReadOnlyList<int> (section) => [.. form[section.Name].Select(item => int.TryParse(item, CultureInfo.InvariantCulture, out var number) ? number : -1)]);
        var facts = await evidence.Now(before, cancel);
        if (await desk.Decide(id, (campaign, now, _) => CampaignRules.Assess(campaign, answers, facts, http.User.MemberId(), now), cancel, press.TellAgain) is not { } refusal)
        {
            return Answers.SeeOther(before.State == CampaignState.Draft ? $"/campaigns/{id}" : $"/campaigns/{id}/assessments");
        }

        var page = await Show(http.User, id, desk, history, evidence, people, affiliations, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<Dictionary<Guid, string>> Names(IReadOnlyList<PastAssessment> all, IMembers people, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var by in all.Select(past => past.Assessed.By).Distinct())
        {
            names[by] = (await people.Find(by, cancel))?.Name ?? "–";
        }

        return names;
    }
}
