using Federation.Node.Delivery;
using Federation.Node.Members;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Peers;

/// <summary>The forms about following, on the page of peers.</summary>
internal static class FollowEndpoints
{
    public static void MapFollowEndpoints(this IEndpointRouteBuilder routes)
    {
        var peers = routes.MapGroup("/peers/{host}").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(PeerRules.Approvers));
        peers.MapPost("/follow", (HttpContext http, string host, [FromForm] string? catalogue, FollowDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.Follow(host, catalogue ?? "", http.User.MemberId(), cancel), cancel));
        peers.MapPost("/unfollow", (HttpContext http, string host, [FromForm] string? catalogue, FollowDesk desk, PeerRegister register,
            IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.Unfollow(host, catalogue ?? "", http.User.MemberId(), cancel), cancel));
        peers.MapPost("/followers/end", (HttpContext http, string host, [FromForm] string? catalogue, [FromForm] string? actor, FollowDesk desk,
            PeerRegister register, IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.EndFollower(host, catalogue ?? "", Actor(actor), http.User.MemberId(), cancel), cancel));
        peers.MapPost("/followers/allow", (HttpContext http, string host, [FromForm] string? catalogue, [FromForm] string? actor, FollowDesk desk,
            PeerRegister register, IDeliveries deliveries, CancellationToken cancel) =>
            PeerEndpoints.Act(http, register, deliveries, desk.AllowFollower(host, catalogue ?? "", Actor(actor), http.User.MemberId(), cancel), cancel));
    }

    // What is no address is no follower; the desk says so.
    private static Uri? Actor(string? typed) =>
        string.IsNullOrWhiteSpace(typed) ? null : Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var actor) ? actor : new Uri("about:blank");
}
