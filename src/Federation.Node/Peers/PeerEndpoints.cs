using Federation.Node.Delivery;
using Federation.Node.Members;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Federation.Node.Peers;

/// <summary>The page of peers and its forms.</summary>
internal static class PeerEndpoints
{
    public static void MapPeerEndpoints(this IEndpointRouteBuilder routes)
    {
        var peers = routes.MapGroup("/peers").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(PeerRules.Approvers));
        peers.MapGet("", (HttpContext http, PeerRegister register, IDeliveries deliveries, CancellationToken cancel) =>
            Show(http, register, deliveries, null, null, null, cancel));
        peers.MapPost("", Propose);
        peers.MapPost("/{host}/approve", (HttpContext http, string host, [FromForm] IFormCollection _, PeerDesk desk, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, desk.Approve(host, http.User.MemberId(), cancel), cancel));
        peers.MapPost("/{host}/remove", (HttpContext http, string host, [FromForm] IFormCollection _, PeerDesk desk, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, desk.Remove(host, http.User.MemberId(), cancel), cancel));
        peers.MapPost("/block", (HttpContext http, [FromForm] string? host, [FromForm] string? reason, PeerDesk desk, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, desk.Block(host ?? "", reason ?? "", http.User.MemberId(), cancel), cancel));
        peers.MapPost("/{host}/unblock", (HttpContext http, string host, [FromForm] IFormCollection _, PeerDesk desk, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, desk.Unblock(host, http.User.MemberId(), cancel), cancel));
        peers.MapPost("/letters/{letter:guid}/retry", (HttpContext http, Guid letter, [FromForm] IFormCollection _, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, Letter(deliveries.Retry(letter, cancel)), cancel))
            .RequireAuthorization(Roles.Administrator);
        peers.MapPost("/letters/{letter:guid}/discard", (HttpContext http, Guid letter, [FromForm] IFormCollection _, PeerRegister register, IDeliveries deliveries,
            CancellationToken cancel) => Act(http, register, deliveries, Letter(deliveries.Discard(letter, cancel)), cancel))
            .RequireAuthorization(Roles.Administrator);
    }

    private static async Task<IResult> Propose(
        HttpContext http, [FromForm] string? host, [FromForm] string? name, PeerDesk desk, PeerRegister register, IDeliveries deliveries,
        CancellationToken cancel)
    {
        if (await desk.Propose(host ?? "", name ?? "", http.User.MemberId(), cancel) is not { } refusal)
        {
            return Answers.SeeOther("/peers");
        }

        var page = await Show(http, register, deliveries, refusal, host, name, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<PeerRefusal?> Letter(Task<bool> moved) => await moved ? null : new PeerRefusal.LetterGone();

    internal static async Task<IResult> Act(
        HttpContext http, PeerRegister register, IDeliveries deliveries, Task<PeerRefusal?> deed, CancellationToken cancel)
    {
        if (await deed is not { } refusal)
        {
            return Answers.SeeOther("/peers");
        }

        var page = await Show(http, register, deliveries, refusal, null, null, cancel);
        return Answers.Refused(http, refusal, () => page);
    }

    private static async Task<IResult> Show(
        HttpContext http, PeerRegister register, IDeliveries deliveries, PeerRefusal? refusal, string? host, string? name, CancellationToken cancel) =>
        Answers.Page<PeersPage>(new
        {
            All = await register.All(cancel),
            Accepted = (await register.Accepted(cancel)).Select(peer => peer.Host).ToHashSet(),
            Affiliations = await http.RequestServices.GetRequiredService<AffiliationDesk>().All(cancel),
            Lanes = await deliveries.Lanes(cancel),
            Letters = await deliveries.DeadLetters(cancel),
            Knocks = await deliveries.Knocks(cancel),
            RefusedActivities = await deliveries.Refused(cancel),
            HeldUp = await deliveries.HeldUp(cancel),
            Comparisons = await http.RequestServices.GetRequiredService<ICatchUps>().All(cancel),
            Me = http.User.MemberId(),
            IsAdministrator = http.User.IsInRole(Roles.Administrator),
            Host = host,
            Name = name,
            Refusal = (Refusal?)refusal,
        }, refusal?.Status ?? StatusCodes.Status200OK);
}
