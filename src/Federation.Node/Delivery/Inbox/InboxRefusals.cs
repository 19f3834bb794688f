using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Delivery.Inbox;

/// <summary>Why the inbox refuses. Read by other nodes and their administrators: one language, one sentence.</summary>
internal abstract record InboxRefusals(string Code, int Status, string Reason) : Refusal(Code, Status, Text.Same(Reason))
{
    /// <summary>Seconds after which to come again; null when there is nothing to wait for.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The refusal as an answer, with the time after which to come again.</summary>
    public IResult Answer(HttpContext http)
    {
        if (RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return Answers.Problem(this);
    }

    /// <summary>Tells a node of ours to wait rather than to give up: approval takes two people, on each side.</summary>
    public const string NotApprovedCode = "delivery.not-approved";

    internal sealed record TooLarge() : InboxRefusals(
        "delivery.too-large", 413, $"An activity has at most {DeliveryLimits.MaxActivityBytes} bytes.");

    internal sealed record WrongMediaType() : InboxRefusals(
        "delivery.media-type", 415, "An activity is application/activity+json, or application/ld+json with the ActivityStreams profile.");

    internal sealed record WrongDigest(string Why) : InboxRefusals("delivery.digest", 400, Why);

    internal sealed record NotSigned(string Why) : InboxRefusals("delivery.signature", 401, Why);

    internal sealed record WrongClock() : InboxRefusals(
        "delivery.clock", 401, $"The signature was made more than {DeliveryLimits.ClockWindow.TotalMinutes:0} minutes from now, or has expired.");

    internal sealed record NotApproved() : InboxRefusals(
        NotApprovedCode, 403, "Two people of this node have to approve yours as a peer first.");

    internal sealed record Blocked() : InboxRefusals(
        "delivery.blocked", 403, "This node has blocked yours; nothing you send is taken.");

    internal sealed record SpeaksForBlocked(string Host) : InboxRefusals(
        "delivery.blocked-party", 403, $"It speaks of things of {Host}, which this node has blocked.");

    internal sealed record NotAPeer() : InboxRefusals(
        "delivery.peers-only", 401, "This is for this node's peers: sign the request by a key of an approved peer, covering method, target and time.");

    internal sealed record NotJson(string Why) : InboxRefusals("delivery.json", 400, Why);

    internal sealed record WrongShape(string Why) : InboxRefusals("delivery.shape", 400, Why);

    internal sealed record WrongOwner(string Why) : InboxRefusals("delivery.owner", 403, Why);

    internal sealed record WrongProof(string Why) : InboxRefusals("delivery.proof", 401, Why);

    internal sealed record AnotherWithThisId() : InboxRefusals(
        "delivery.changed", 409, "Another activity with this id was received before; an activity never changes.");

    internal sealed record TooSlow() : InboxRefusals(
        "delivery.too-slow", 408, $"A request has to be whole within {InboxLimits.RequestDeadline.TotalSeconds:0} seconds.");

    internal sealed record Malformed(string Why) : InboxRefusals("delivery.request", 400, Why);

    internal sealed record CannotStore() : InboxRefusals("delivery.not-stored", 503, "This node cannot store anything just now; send it again in a moment.");

    internal sealed record Compressed() : InboxRefusals("delivery.encoding", 415, "A body is sent as it is, without Content-Encoding.");

    internal sealed record OverLimit(string Why) : InboxRefusals("delivery.limit", 429, Why);

    internal sealed record NoBatch() : InboxRefusals("delivery.batch", 403, "Only nodes of this software send batches; post each activity by itself.");
}
