using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Protocol.Activities;
using Marten;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Peers.Affiliations;

/// <summary>The federation's list for other nodes, asked by signed requests only, and the forms of people here.</summary>
internal static class AffiliationEndpoints
{
    private const int PageSize = 100;

    public static void MapAffiliationEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/affiliations", List);
        routes.MapGet("/affiliations/{id:guid}", One);
        var people = routes.MapGroup("/peers/{host}").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(PeerRules.Approvers));
        people.MapPost("/affiliation/propose", (HttpContext http, string host, [FromForm] string? until, AffiliationDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.Propose(host, Day(until), http.User.MemberId(), cancel), cancel));
        people.MapPost("/affiliation/approve", (HttpContext http, string host, [FromForm] IFormCollection _, AffiliationDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) => PeerEndpoints.Act(http, register, deliveries, desk.Approve(host, http.User.MemberId(), cancel), cancel));
        people.MapPost("/affiliation/revoke", (HttpContext http, string host, [FromForm] string? reason, AffiliationDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.Revoke(host, reason ?? "", http.User.MemberId(), cancel), cancel));
        people.MapPost("/vouching/trust", (HttpContext http, string host, [FromForm] IFormCollection _, AffiliationDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) => PeerEndpoints.Act(http, register, deliveries, desk.Trust(host, http.User.MemberId(), cancel), cancel));
        people.MapPost("/vouching/end", (HttpContext http, string host, [FromForm] IFormCollection _, AffiliationDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) => PeerEndpoints.Act(http, register, deliveries, desk.Distrust(host, http.User.MemberId(), cancel), cancel));
    }

    /// <summary>The last moment of a day as a form or a command gives it; the beginning of time, which no rule allows, when it is none.</summary>
    public static DateTimeOffset Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(new TimeOnly(23, 59, 59)), TimeSpan.Zero)
            : DateTimeOffset.MinValue;

    private static async Task<IResult> List(
        HttpContext http, int? page, IPeerRequests requests, IDocumentStore store, INodeIdentity identity, NodeOptions options, TimeProvider time, CancellationToken cancel)
    {
        if (await TurnAway(http, requests, cancel) is { } refusal)
        {
            return refusal;
        }

        await using var session = store.QuerySession();
        var now = time.GetUtcNow();
        var good = session.Query<Affiliation>().Where(each => each.Issuer == "" && each.State == AffiliationState.Signed && each.Until > now);
        var total = await good.CountAsync(cancel);
        var id = new Uri(options.Origin, "/affiliations").AbsoluteUri;
        var collection = new JsonObject { ["@context"] = ActivityContexts.Activity, ["id"] = id, ["type"] = "OrderedCollection", ["totalItems"] = total, ["first"] = id + "?page=1" };
        if (page is { } number and >= 1)
        {
            var shown = await good.OrderBy(each => each.Credential).Skip((number - 1) * PageSize).Take(PageSize).ToListAsync(cancel);
            collection["id"] = $"{id}?page={number}";
            collection["type"] = "OrderedCollectionPage";
            collection["partOf"] = id;
            collection["orderedItems"] = new JsonArray([.. shown.Select(each => AffiliationCredential.Served(each.Document!, identity))]); // signed
            collection.Remove("first");
            if ((long)number * PageSize < total)
            {
                collection["next"] = $"{id}?page={number + 1}";
            }
        }

        return Results.Text(collection.ToJsonString(), ActivityContexts.MediaType);
    }

    private static async Task<IResult> One(
        HttpContext http, Guid id, IPeerRequests requests, IDocumentStore store, INodeIdentity identity, NodeOptions options, TimeProvider time, CancellationToken cancel)
    {
        if (await TurnAway(http, requests, cancel) is { } refusal)
        {
            return refusal;
        }

        await using var session = store.QuerySession();
        var credential = new Uri(options.Origin, $"/affiliations/{id}").AbsoluteUri;
        return await session.LoadAsync<Affiliation>(Affiliation.IdOf(credential), cancel) switch
        {
            { Document: { } document } signed when signed.IsGood(time.GetUtcNow()) => Results.Text(AffiliationCredential.Served(document, identity).ToJsonString(), ActivityContexts.MediaType),
            { Document: not null } => Results.Text(
                AffiliationCredential.Tombstone(credential, identity.Actor, time.GetUtcNow()).ToJsonString(), ActivityContexts.MediaType, null, StatusCodes.Status410Gone),
            _ => Results.NotFound(),
        };
    }

    private static async Task<IResult?> TurnAway(HttpContext http, IPeerRequests requests, CancellationToken cancel)
    {
        var (peer, refusal) = await requests.Read(http, cancel);
        return peer is null ? Answers.Problem(new PeerRefusal.NotSignedByPeer()) : refusal;
    }
}
