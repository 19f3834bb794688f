using System.Security.Claims;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.Daily;

/// <summary>One short form a day, and one's own days and weeks: as a page, and to read as JSON for programs.</summary>
internal static class DailyEndpoints
{
    public static void MapDaily(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapGet("/campaigns/{id:guid}/today", Show);
        signedIn.MapPost("/campaigns/{id:guid}/today", Answer);
    }

    private static async Task<IResult> Show(
        Guid id, string? day, string? done, HttpContext http, ICampaigns campaigns, IConsents consents, DailyDesk desk, TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.AsksDaily: true } campaign)
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        var (chosen, closed) = day is null ? (DailyRules.Today(time), null) : DailyRules.Day(day, DailyRules.Today(time));
        refusal ??= closed;
        var own = consent is null ? null : await desk.Of(campaign, consent, cancel);
        return refusal is not null ? Answers.Refused(http, refusal, () => Page(campaign, own, chosen, refusal))
            : Answers.AcceptsJson(http.Request) ? Results.Json(Written(own!)) : Page(campaign, own, chosen, null, done is not null); // no refusal: there is a consent
    }

    private static async Task<IResult> Answer(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, DailyDesk desk, TimeProvider time, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.AsksDaily: true } campaign)
        {
            return Results.NotFound();
        }

        var (typed, today) = (ImportSteps.Typed(form), DailyRules.Today(time));
        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        var (day, closed) = DailyRules.Day(form[DailyRefusal.DayNotOpen.FormField].ToString(), today);
        var (row, unfit) = DailyRules.Read(DailyQuestions.In(campaign.Schema)!, campaign.Schema, typed, today); // it asks daily
        refusal ??= closed ?? unfit;
        if (refusal is null)
        {
            try
            {
                refusal = await desk.Keep(campaign, consent!, day, row!, cancel); // no refusal: both are there
            }
            catch (SubjectErasedException) // withdrawn a moment ago
            {
                (consent, refusal) = (null, new ContributionRefusal.NoConsent());
            }
        }

        if (refusal is null)
        {
            return Answers.SeeOther($"/campaigns/{id}/today?day={DailyRules.Written(day)}&done=1");
        }

        var own = consent is null ? null : await desk.Of(campaign, consent, cancel);
        return Answers.Refused(http, refusal, () => Page(campaign, own, day, refusal, typed: typed));
    }

    private static IResult Page(
        CampaignCard campaign, OwnDays? own, DateOnly day, ContributionRefusal? refusal, bool done = false, IReadOnlyDictionary<string, string>? typed = null) => Answers.Page<TodayPage>(
        new { Campaign = campaign, Own = own, Day = day, Refusal = (Refusal?)refusal, Kept = done, Typed = typed }, refusal?.Status ?? StatusCodes.Status200OK);

    /// <summary>One's own days and weeks, for a program.</summary>
    public static JsonObject Written(OwnDays own) => new()
    {
        ["campaign"] = own.Campaign.Id,
        ["title"] = own.Campaign.Title.ToString(),
        ["open"] = new JsonArray([.. DailyRules.OpenDays(own.Today).Select(day => (JsonNode)DailyRules.Written(day))]),
        ["days"] = new JsonArray([.. own.Days.Select(day => new JsonObject
        {
            ["day"] = DailyRules.Written(day.Key),
            ["answers"] = new JsonObject([.. day.Value.Dimensions.Select(each => Named(each.Key, each.Value)), .. day.Value.Measures.Select(each => Named(each.Key, each.Value))]),
        })]),
        ["weeks"] = new JsonArray([.. own.Weeks().Select(week => new JsonObject
        {
            ["week"] = week.Week, ["days"] = week.Days, ["runs"] = week.Runs, ["figures"] = new JsonObject(week.Figures.Select(each => Named(each.Key, each.Value))),
        })]),
    };

    private static KeyValuePair<string, JsonNode?> Named(string name, JsonNode value) => new(name, value);
}
