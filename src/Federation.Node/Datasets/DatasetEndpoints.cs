using System.Security.Claims;
using Federation.Node.Campaigns;
using Federation.Node.Datasets.Corrections;
using Federation.Node.Datasets.Mirrors;
using Federation.Node.Datasets.Open;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Datasets;

/// <summary>Pages and forms of tables: proposed by an officer, signed off by a steward, seen by every member.</summary>
internal static class DatasetEndpoints
{
    public static void MapDatasetEndpoints(this IEndpointRouteBuilder routes)
    {
        var members = routes.MapGroup("/releases").RequireAuthorization();
        members.MapGet("", (HttpContext http, [AsParameters] Shelf shelf, CancellationToken cancel) => All(http, shelf, null, cancel));
        members.MapGet("/{id:guid}", (Guid id, ClaimsPrincipal user, [AsParameters] Shelf shelf, CancellationToken cancel) => One(id, user, shelf, null, cancel));
        var officers = routes.MapGroup("/releases").RequireAuthorization(Roles.Officer);
        officers.MapPost("/propose", Propose);
        officers.MapPost("/{id:guid}/take-back", (HttpContext http, Guid id, [FromForm] int? version, [FromForm] string? why, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.TakeBacks.Ask(id, version ?? 0, why ?? "", http.User.MemberId(), cancel), cancel));
        officers.MapPost("/{id:guid}/open", (HttpContext http, Guid id, [FromForm] int? version, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.Openings.Ask(id, version ?? 0, http.User.MemberId(), cancel), cancel));
        var stewards = routes.MapGroup("/releases").RequireAuthorization(Roles.Steward);
        stewards.MapPost("/{id:guid}/sign", (HttpContext http, Guid id, [FromForm] string? table, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.Desk.Sign(id, table ?? "", http.User.MemberId(), cancel), cancel));
        stewards.MapPost("/{id:guid}/return", (HttpContext http, Guid id, [FromForm] string? reason, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.Desk.Return(id, reason ?? "", http.User.MemberId(), cancel), cancel));
        stewards.MapPost("/{id:guid}/take-back/confirm", (HttpContext http, Guid id, [FromForm] int? version, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.TakeBacks.Confirm(id, version ?? 0, http.User.MemberId(), cancel), cancel));
        stewards.MapPost("/{id:guid}/take-back/decline", (HttpContext http, Guid id, [FromForm] int? version, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.TakeBacks.Decline(id, version ?? 0, http.User.MemberId(), cancel), cancel));
        stewards.MapPost("/{id:guid}/open/confirm", (HttpContext http, Guid id, [FromForm] int? version, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.Openings.Confirm(id, version ?? 0, http.User.MemberId(), cancel), cancel));
        stewards.MapPost("/{id:guid}/open/decline", (HttpContext http, Guid id, [FromForm] int? version, [AsParameters] Shelf shelf, CancellationToken cancel) =>
            Decide(http, id, shelf, shelf.Openings.Decline(id, version ?? 0, http.User.MemberId(), cancel), cancel));
    }

    private static async Task<IResult> Propose(
        HttpContext http, [FromForm] Guid? campaign, [FromForm] string? template, [AsParameters] Shelf shelf, CancellationToken cancel)
    {
        var source = campaign is { } id ? await shelf.Desk.OfCampaign(id, cancel) : await shelf.Desk.OfTemplate(template ?? "", cancel);
        var (dataset, refusal) = source is null ? (default, new DatasetRefusal.NotFound()) : await shelf.Desk.Propose(source, http.User.MemberId(), cancel);
        if (refusal is null)
        {
            return Answers.SeeOther($"/releases/{dataset}");
        }

        var page = await All(http, shelf, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Decide(HttpContext http, Guid id, Shelf shelf, Task<Refusal?> deed, CancellationToken cancel)
    {
        if (await deed is not { } refusal)
        {
            return Answers.SeeOther($"/releases/{id}");
        }

        var page = await One(id, http.User, shelf, refusal, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> All(HttpContext http, Shelf shelf, Refusal? refusal, CancellationToken cancel)
    {
        var isOfficer = http.User.IsInRole(Roles.Officer);
        return Answers.Page<ReleasesPage>(
            new
            {
                Datasets = await shelf.Desk.All(cancel),
                Mirrors = await shelf.Mirrors.All(cancel),
                Campaigns = isOfficer ? (await shelf.Campaigns.All(cancel)).Where(each => each.State is CampaignState.Open or CampaignState.Closed).ToList() : [],
                Templates = isOfficer ? await shelf.Templates.All(cancel) : [],
                IsKeeper = isOfficer || http.User.IsInRole(Roles.Steward),
                Failing = isOfficer || http.User.IsInRole(Roles.Steward) ? await shelf.Queue.Failing(cancel) : [],
                Refusal = refusal,
            },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IResult> One(Guid id, ClaimsPrincipal user, Shelf shelf, Refusal? refusal, CancellationToken cancel)
    {
        var dataset = await shelf.Desk.Load(id, cancel);
        var mayDecide = user.IsInRole(Roles.Officer) || user.IsInRole(Roles.Steward);
        if (dataset is null || (!mayDecide && dataset.Releases.Count == 0))
        {
            return Results.NotFound();
        }

        var (taken, news) = mayDecide ? await Sources(dataset, shelf.Mirrors, cancel) : ([], []);
        return Answers.Page<ReleasePage>(
            new
            {
                Dataset = dataset,
                Table = dataset.Current is { } current ? await shelf.Files.Table(ReleaseFiles.Ours, current.TableSha256, cancel) : null,
                Proposed = mayDecide && dataset.Candidate is { } candidate ? await shelf.Files.Table(ReleaseFiles.Proposed, candidate.TableSha256, cancel) : null,
                Bands = await shelf.Desk.BandsOf(dataset.Source, cancel),
                Terms = user.IsInRole(Roles.Officer) ? await shelf.Openings.TermsOf(dataset.Source, cancel) : OpenTerms.None, // who asks
                IsKeeper = mayDecide,
                IsSteward = user.IsInRole(Roles.Steward),
                IsOfficer = user.IsInRole(Roles.Officer),
                Taken = taken,
                News = news,
                Me = user.MemberId(),
                Withdrawals = mayDecide ? await shelf.Withdrawals.OfDataset(id, cancel) : [],
                Journeys = mayDecide && dataset.Current is not null
                    ? await shelf.Journeys.Newest(ReleasePress.Catalogue, ReleaseDocument.DatasetUrl(shelf.Options.Origin, id), cancel) : [],
                Now = shelf.Time.GetUtcNow(),
                Refusal = refusal,
            },
            refusal?.Status ?? StatusCodes.Status200OK);
    }

    // Of a roll-up: what its proposal adds up otherwise than the version that stands, and what happened to the unions' tables since.
    private static async Task<(IReadOnlyList<SourceChange> Taken, IReadOnlyList<SourceChange> News)> Sources(Dataset dataset, MirrorShelf mirrors, CancellationToken cancel)
    {
        if (!dataset.Source.IsRollUp || (dataset.Candidate?.Sources ?? dataset.Current?.Sources) is not { } newest)
        {
            return ([], []);
        }

        var (all, here) = (await mirrors.All(cancel), await mirrors.SourcesOf(dataset.Source.Template, new HashSet<string>(), cancel));
        return (dataset is { Current: { } current, Candidate: { } candidate } ? SourceChange.Between(current.Sources, candidate.Sources, all) : [],
            SourceChange.Between(newest, [.. here.Select(source => source.Version.Url)], all));
    }

    /// <summary>What the pages look things up in.</summary>
    internal sealed record Shelf(
        [FromServices] DatasetDesk Desk, [FromServices] TakeBackDesk TakeBacks, [FromServices] OpenDesk Openings, [FromServices] MirrorShelf Mirrors, [FromServices] ICampaigns Campaigns, [FromServices] ITemplates Templates,
        [FromServices] ReleaseFiles Files, [FromServices] WithdrawalLedger Withdrawals, [FromServices] CorrectionQueue Queue, [FromServices] IJourneys Journeys,
        [FromServices] NodeOptions Options, [FromServices] TimeProvider Time);
}
