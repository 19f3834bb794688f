using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Privacy.DifferentialPrivacy;
using Marten;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;

namespace Federation.Node.Datasets.Noise;

/// <summary>An officer chooses what a table with noise shows, sees what that costs and how far noise moves it, and then proposes it.</summary>
internal static class NoiseEndpoints
{
    public static void MapNoiseEndpoints(this IEndpointRouteBuilder routes)
    {
        var officers = routes.MapGroup("/releases/noise").RequireAuthorization(Roles.Officer);
        officers.MapGet("", (HttpContext http, [FromQuery] Guid campaign, [FromQuery] int? part, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Show(shelf, campaign, http.Request.Query["dimensions"], http.Request.Query["measures"], part, null, cancel));
        officers.MapPost("/propose", Propose);
    }

    private static async Task<IResult> Propose(
        HttpContext http, [FromForm] Guid campaign, [FromForm] int? part, [AsParameters] Shelf shelf, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var (dimensions, measures) = (form["dimensions"], form["measures"]);
        var (id, refusal) = PriceOf(part) is { } price
            ? await shelf.Desk.ProposeWithNoise(campaign, new NoiseChoice(Chosen(dimensions), Chosen(measures), price), http.User.MemberId(), cancel)
            : (default, new DatasetRefusal.NoSuchPrice());
        if (refusal is null)
        {
            return Answers.SeeOther($"/releases/{id}");
        }

        var page = await Show(shelf, campaign, dimensions, measures, part, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(
        Shelf shelf, Guid campaign, StringValues dimensions, StringValues measures, int? part, Refusal? refusal, CancellationToken cancel)
    {
        if (await shelf.Campaigns.Find(campaign, cancel) is not { State: CampaignState.Open or CampaignState.Closed } found)
        {
            return Results.NotFound();
        }

        await using var session = shelf.Store.QuerySession();
        var budget = PrivacyLedger.BudgetOf(await session.LoadAsync<PrivacyLedger>(PrivacyLedger.TheOne, cancel));
        var choice = PriceOf(part) is { } price ? new NoiseChoice(Chosen(dimensions), Chosen(measures), price) : null;
        var unfit = choice?.Refute(found.Schema);
        var wrong = refusal ?? unfit;
        return Answers.Page<NoisePage>(
            new
            {
                Campaign = found,
                Choice = unfit is null ? choice : null,
                Part = part,
                Left = budget.Left(NoiseTerms.Population, campaign.ToString(), shelf.Time.GetUtcNow()),
                Refusal = wrong,
            },
            wrong?.Status ?? StatusCodes.Status200OK);
    }

    private static IReadOnlyList<string> Chosen(StringValues names) => [.. names.OfType<string>()];

    private static Rational? PriceOf(int? part) => part is { } into && NoiseTerms.Parts.Contains(into) ? NoiseTerms.CampaignLimit / into : null;

    /// <summary>What the page looks things up in.</summary>
    internal sealed record Shelf(
        [FromServices] DatasetDesk Desk, [FromServices] ICampaigns Campaigns, [FromServices] IDocumentStore Store, [FromServices] TimeProvider Time);
}
