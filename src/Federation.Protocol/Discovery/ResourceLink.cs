using System.Text.Json.Nodes;
using Federation.Protocol.Activities;

namespace Federation.Protocol.Discovery;

/// <summary>A link of a resource descriptor (RFC 7033 §4.4.4).</summary>
/// <param name="Relation">Relation type, like <c>self</c>.</param>
/// <param name="Type">Media type; null when not stated.</param>
/// <param name="Target">Where it points; null when it has only a template.</param>
/// <param name="Template">Where it points with <c>{uri}</c> to be filled in (RFC 6415 §2); null when it has a target.</param>
public sealed record ResourceLink(string Relation, string? Type, Uri? Target, string? Template)
{
    internal static ResourceLink? Read(JsonObject link)
    {
        var (relation, href, template) = (ActivityShape.Text(link, "rel"), ActivityShape.Text(link, "href"), ActivityShape.Text(link, "template"));
        Uri? target = null;
        return string.IsNullOrEmpty(relation) || href is not null && !IsWeb(href, out target) ? null
            : new ResourceLink(relation, ActivityShape.Text(link, "type"), target, template);
    }

    // http too: whether it may be dialled is the caller's policy, as loopback in a demonstration is.
    private static bool IsWeb(string text, out Uri? target) =>
        Uri.TryCreate(text, UriKind.Absolute, out target) && target.Scheme is "https" or "http" && target.UserInfo.Length == 0;
}
