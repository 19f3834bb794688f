using System.Globalization;
using System.Security.Claims;
using Federation.Node.Campaigns.Assessments;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Campaigns;

/// <summary>Pages and forms of a campaign.</summary>
internal static class CampaignEndpoints
{
    public static void MapCampaignEndpoints(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/campaigns").RequireAuthorization();
        members.MapGet("", async (ClaimsPrincipal user, CampaignDesk desk, string? start, string? template, CancellationToken cancel) => Answers.Page<CampaignsPage>(new
        {
            All = await desk.All(cancel),
            IsOfficer = user.IsInRole(Roles.Officer),
            Template = template,
            Definition = template is null ? CampaignDefinitions.Others.FirstOrDefault(other => other.Name == start).Json : await desk.DefinitionOf(template, cancel),
        }));
        members.MapGet("/{id:guid}", (Guid id, ClaimsPrincipal user, CampaignDesk desk, EvidenceShelf evidence, CancellationToken cancel) => Show(id, user, desk, evidence, null, cancel));

        var officers = routes.MapGroup("/campaigns").RequireAuthorization(Roles.Officer);
        officers.MapPost("", Draft);
        officers.MapPost("/{id:guid}/governance", Govern);
        officers.MapPost("/{id:guid}/submit", ([AsParameters] Step step) => Take(step, (campaign, by, now, languages) => CampaignRules.Submit(campaign, languages, by, now)));
        officers.MapPost("/{id:guid}/open", ([AsParameters] Step step) => Take(step, (campaign, by, now, _) => CampaignRules.Open(campaign, by, now)));
        officers.MapPost("/{id:guid}/close", ([AsParameters] Step step) => Take(step, (campaign, by, now, _) => CampaignRules.Close(campaign, by, now)));

        var stewards = routes.MapGroup("/campaigns").RequireAuthorization(Roles.Steward);
        stewards.MapPost("/{id:guid}/approve", ([AsParameters] Step step) => Take(step, (campaign, by, now, languages) => CampaignRules.Approve(campaign, languages, by, now)));
        stewards.MapPost("/{id:guid}/return", ([AsParameters] Step step) =>
            Take(step, (campaign, by, now, _) => CampaignRules.Return(campaign, step.Form["reason"].ToString(), by, now)));
    }

    private static async Task<IResult> Show(Guid id, ClaimsPrincipal user, CampaignDesk desk, EvidenceShelf evidence, Refusal? refusal, CancellationToken cancel)
    {
        if (await desk.Load(id, cancel) is not { } campaign)
        {
            return Results.NotFound();
        }

        var isOfficer = user.MemberId() == campaign.OfficerId;
        return Answers.Page<CampaignPage>(
            new
            {
                Campaign = campaign,
                Card = desk.Card(campaign),
                // To answer beside, as it is now; to read, as it was when it was answered.
                Facts = isOfficer && campaign.State == CampaignState.Draft ? await evidence.Now(campaign, cancel) : campaign.Evidence,
                IsOfficer = isOfficer,
                IsSteward = user.IsInRole(Roles.Steward),
                Refusal = refusal,
            },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> Draft(
        HttpContext http, [FromForm] string? definition, [FromForm] string? template, CampaignDesk desk, CancellationToken cancel)
    {
        var typed = string.IsNullOrWhiteSpace(definition) ? CampaignDefinitions.WorkingHours : definition;
        var (id, refusal) = string.IsNullOrEmpty(template)
            ? await desk.Draft(typed, http.User.MemberId(), cancel)
            : await desk.Adopt(template, definition ?? "", http.User.MemberId(), cancel);
        if (refusal is null)
        {
            return Answers.SeeOther($"/campaigns/{id}");
        }

        var all = await desk.All(cancel);
        return Answers.Refused(http, refusal, () => Answers.Page<CampaignsPage>(
            new { All = all, IsOfficer = true, Template = string.IsNullOrEmpty(template) ? null : template, Definition = definition, Refusal = (Refusal)refusal }, refusal.Status));
    }

    private static Task<IResult> Govern(HttpContext http, Guid id, [FromForm] IFormCollection form, CampaignDesk desk, EvidenceShelf evidence, CancellationToken cancel)
    {
        var answers = Enumerable.Range(1, GovernanceQuestions.All.Count)
            .Select(number => form[string.Create(CultureInfo.InvariantCulture, $"governance-{number}")].ToString()).ToList();
        return Decide(http, id, desk, evidence, (campaign, now, _) => CampaignRules.Answer(campaign, answers, http.User.MemberId(), now), cancel);
    }

    private static Task<IResult> Take(Step step, Func<Campaign, Guid, DateTimeOffset, IReadOnlyList<string>, Decision> rule) => Decide(
        step.Http, step.Id, step.Desk, step.Evidence, (campaign, now, languages) => rule(campaign, step.Http.User.MemberId(), now, languages), step.Cancel);

    private static async Task<IResult> Decide(
        HttpContext http, Guid id, CampaignDesk desk, EvidenceShelf evidence, Func<Campaign, DateTimeOffset, IReadOnlyList<string>, Decision> rule, CancellationToken cancel)
    {
        if (await desk.Decide(id, rule, cancel) is not { } refusal)
        {
            return Answers.SeeOther($"/campaigns/{id}");
        }

        var page = await Show(id, http.User, desk, evidence, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    /// <summary>A form that somebody sent to take a campaign one step on.</summary>
    internal readonly record struct Step(HttpContext Http, Guid Id, IFormCollection Form, CampaignDesk Desk, EvidenceShelf Evidence, CancellationToken Cancel);
}
