using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Node.Delivery.Inbox;

/// <summary>The inbox's decisions that need nothing but the request.</summary>
internal static class InboxRules
{
    private const string Profile = "https://www.w3.org/ns/activitystreams";

    /// <summary>True for the two media types of activities (ActivityPub §7).</summary>
    public static bool IsActivity(string? contentType)
    {
        var parts = (contentType ?? "").Split(';', StringSplitOptions.TrimEntries);
        return parts[0].Equals(ActivityContexts.MediaType, StringComparison.OrdinalIgnoreCase)
            || (parts[0].Equals("application/ld+json", StringComparison.OrdinalIgnoreCase)
                && parts.Skip(1).Any(part => part.Equals($"profile=\"{Profile}\"", StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Host of an http(s) URL, with its port when it is not the usual one; null when it is no such URL.</summary>
    public static string? HostOf(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri!.UserInfo.Length == 0 ? uri.Authority : null;

    /// <summary>True when the signature was made within the clock window and has not expired.</summary>
    public static bool IsTimely(RequestSignature signature, DateTimeOffset now) =>
        signature.SignedAt is { } signed && (now - signed).Duration() <= DeliveryLimits.ClockWindow
        && !(signature.ExpiresAt < DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds()));

    /// <summary>True for "I am deleted": servers that we never met send it to everybody they know of, and its key is gone already.</summary>
    public static bool IsFarewell(JsonObject activity) =>
        ActivityShape.HasType(activity, "Delete") && ActivityShape.Actor(activity) is { } actor && ActivityShape.Object(activity) == actor;

    /// <summary>Why the peer may not say this; null when it may. A peer speaks for itself, about things of its own.</summary>
    public static string? RefuteOwner(JsonObject activity, string peerHost)
    {
        if (HostOf(ActivityShape.Actor(activity)) != peerHost)
        {
            return $"The actor is not on {peerHost}, whose key signed the request.";
        }

        if (HostOf(ActivityShape.Id(activity)) != peerHost)
        {
            return $"The activity's id is not on {peerHost}, its actor's host.";
        }

        var isAboutOwn = ActivityShape.HasType(activity, "Create") || ActivityShape.HasType(activity, "Update") || ActivityShape.HasType(activity, "Delete");
        if (isAboutOwn && HostOf(ActivityShape.Object(activity)) != peerHost)
        {
            return $"What is created, updated or deleted is not on {peerHost}, its actor's host.";
        }

        return isAboutOwn && activity["object"] is JsonObject thing && thing["attributedTo"] is not null
            && ActivityShape.Text(thing, "attributedTo") != ActivityShape.Actor(activity)
            ? "What is created or updated is attributed to another actor."
            : null;
    }
}
