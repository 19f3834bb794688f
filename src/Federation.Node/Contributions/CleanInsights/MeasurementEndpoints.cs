using System.Security.Claims;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Contributions.CleanInsights;

/// <summary>
/// Where apps with a Clean Insights SDK send what they measured, and the page on which a member makes the address for it. The page says what is kept and what is thrown away before there is an address: that
/// is the preview of everything that comes later.
/// </summary>
internal static class MeasurementEndpoints
{
    /// <summary>Where apps send, without the secret.</summary>
    public const string Path = "/ci/cleaninsights";

    public static void MapMeasurements(this IEndpointRouteBuilder routes, IEndpointRouteBuilder signedIn)
    {
        signedIn.MapGet("/campaigns/{id:guid}/measuring", Show);
        signedIn.MapPost("/campaigns/{id:guid}/measuring", Make);
        signedIn.MapPost("/campaigns/{id:guid}/measuring/end", End);

        // The secret stands in the address and no cookie is looked at, so a page of another origin may send as well as a program.
        var apps = routes.MapGroup(Path).DisableAntiforgery().AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
        apps.MapPost("", () => Answers.Problem(new MeasurementRefusal.NoAddress()));
        apps.MapPost("/{token}", Take).WithMetadata(new RequestSizeLimitAttribute(MeasurementLimits.MaxBytes));
        apps.MapMethods("/{token}", [HttpMethods.Options], (HttpContext http) =>
        {
            http.Response.Headers.AccessControlAllowMethods = HttpMethods.Post;
            http.Response.Headers.AccessControlAllowHeaders = "content-type";
            return Results.NoContent();
        });
    }

    private static async Task<IResult> Take(
        string token, HttpContext http, MeasuringAddresses addresses, ICampaigns campaigns, IConsents consents, ContributionDesk desk, TimeProvider time, CancellationToken cancel)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, cancel);
        var (measurements, refusal) = MeasurementReader.Read(body.ToArray());
        if (measurements is null)
        {
            return Answers.Problem(refusal!); // nothing was read: a refusal
        }

        if (await addresses.Find(token, cancel) is not { } address || await campaigns.Find(address.CampaignId, cancel) is not { } campaign
            || await consents.Active(campaign.Id, address.MemberId, cancel) is not { } consent || consent.ConsentId != address.ConsentId)
        {
            return Answers.Problem(new MeasurementRefusal.AddressGone());
        }

        if (address.Messages > MeasurementLimits.MaxADay || campaign.State != CampaignState.Open)
        {
            return Answers.Problem(campaign.State != CampaignState.Open ? new ContributionRefusal.NotOpen() : new MeasurementRefusal.TooOften(MeasurementLimits.MaxADay));
        }

        if (campaign.Pause is { } pause)
        {
            return Answers.Problem(new ContributionRefusal.Paused(pause));
        }

        var (rows, unfit) = MeasurementRules.Read(campaign.Schema, address.Choices, measurements, ContributionEndpoints.Today(time));
        if (unfit is not null)
        {
            return Answers.Problem(unfit);
        }

        try
        {
            await desk.Keep(consent, rows!, "cleaninsights", cancel);
            return Results.NoContent();
        }
        catch (SubjectErasedException) // withdrawn a moment ago
        {
            return Answers.Problem(new MeasurementRefusal.AddressGone());
        }
    }

    private static async Task<IResult> Show(
        Guid id, ClaimsPrincipal user, ICampaigns campaigns, IConsents consents, MeasuringAddresses addresses, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.Measured: not null } campaign)
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, user, consents, cancel);
        return Page(campaign, consent is null ? null : await addresses.MadeAt(consent.ConsentId, cancel), refusal);
    }

    private static async Task<IResult> Make(
        Guid id, [FromForm] IFormCollection form, HttpContext http, ICampaigns campaigns, IConsents consents, MeasuringAddresses addresses, NodeOptions options, TimeProvider time,
        CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.Measured: not null } campaign)
        {
            return Results.NotFound();
        }

        var (consent, refusal) = await ContributionEndpoints.MayGive(campaign, http.User, consents, cancel);
        List<SchemaField> typed = [.. campaign.Schema.Asked.Where(field => field.Kind == FieldKind.Choice)];
        var choices = typed.ToDictionary(field => field.Name, field => form[field.Name].ToString());
        if (refusal is null)
        {
            (_, refusal) = ContributionRules.FromForm(campaign.Schema with { Fields = typed }, choices, ContributionEndpoints.Today(time));
        }

        if (refusal is not null)
        {
            var made = consent is null ? null : await addresses.MadeAt(consent.ConsentId, cancel);
            return Answers.Refused(http, refusal, () => Page(campaign, made, refusal, choices));
        }

        var token = await addresses.Make(consent!, choices, cancel);
        http.Response.Headers.CacheControl = "no-store";
        return Answers.Page<MeasuringPage>(new { Campaign = campaign, Made = (DateTimeOffset?)time.GetUtcNow(), Address = new Uri(options.Origin, $"{Path}/{token}").AbsoluteUri });
    }

    private static async Task<IResult> End(Guid id, HttpContext http, ICampaigns campaigns, IConsents consents, MeasuringAddresses addresses, CancellationToken cancel)
    {
        if (await campaigns.Find(id, cancel) is not { Schema.Measured: not null } campaign)
        {
            return Results.NotFound();
        }

        if (await consents.Active(campaign.Id, http.User.MemberId(), cancel) is { } consent)
        {
            await addresses.End(consent.ConsentId, cancel);
        }

        return Answers.SeeOther($"/campaigns/{id}/measuring");
    }

    private static IResult Page(CampaignCard campaign, DateTimeOffset? made, ContributionRefusal? refusal, IReadOnlyDictionary<string, string>? typed = null) => Answers.Page<MeasuringPage>(
        new { Campaign = campaign, Made = made, Refusal = (Refusal?)refusal, Typed = typed ?? new Dictionary<string, string>() }, refusal?.Status ?? StatusCodes.Status200OK);
}
