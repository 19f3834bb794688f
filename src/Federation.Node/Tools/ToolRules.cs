using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Tools;

/// <summary>Decisions about the tools of this node.</summary>
internal static partial class ToolRules
{
    /// <summary>Who may propose a version.</summary>
    public static readonly string[] Proposers = [Roles.Officer, Roles.Administrator];

    /// <summary>Who may approve what somebody else proposed; any one of them may revoke, because that must be fast.</summary>
    public static readonly string[] Approvers = [Roles.Steward, Roles.Administrator];

    /// <summary>What is wrong with a manifest; null when nothing is.</summary>
    public static ToolRefusal? Refute(ToolManifest manifest, DateOnly today) =>
        !IsName(manifest.Name) ? new ToolRefusal.BadName()
        : manifest.Rank is null ? new ToolRefusal.BadVersion()
        : !Licenses.All.Contains(manifest.License, StringComparer.Ordinal) ? new ToolRefusal.UnsupportedLicense(Cut(manifest.License))
        : !IsSource(manifest.Source) ? new ToolRefusal.BadSource()
        : !IsText(manifest.Summary.En) ? new ToolRefusal.SummaryMissing("en")
        : !IsText(manifest.Summary.Fr) ? new ToolRefusal.SummaryMissing("fr")
        : !IsText(manifest.Summary.Es) ? new ToolRefusal.SummaryMissing("es")
        : !IsText(manifest.Review.By) || !IsText(manifest.Review.Findings) || manifest.Review.On > today || manifest.Review.On.Year < 2000
            ? new ToolRefusal.NotReviewed()
        : null;

    /// <summary>Proposes a version; what is published stands.</summary>
    public static Decision Propose(Tool? tool, ToolProposed proposal) =>
        tool is { State: ToolState.Published or ToolState.Revoked } ? Decision.Refuse(new ToolRefusal.VersionTaken()) : Decision.Of(proposal);

    /// <summary>May this person publish what they looked at? Null when they may. PRODUCT.md, rule 5.</summary>
    public static ToolRefusal? MayApprove(Tool? tool, string seen, Guid by) =>
        tool is null ? new ToolRefusal.NotFound()
        : tool.State != ToolState.Proposed ? new ToolRefusal.NothingProposed()
        : tool.ProposedBy == by ? new ToolRefusal.SamePerson()
        : tool.Seen != seen ? new ToolRefusal.OtherProposal()
        : null;

    /// <summary>Sends a proposal back; proposers may take their own back.</summary>
    public static Decision Return(Tool? tool, string reason, Guid by, DateTimeOffset now) =>
        tool is null ? Decision.Refuse(new ToolRefusal.NotFound())
        : tool.State != ToolState.Proposed ? Decision.Refuse(new ToolRefusal.NothingProposed())
        : !IsText(reason) ? Decision.Refuse(new ToolRefusal.NoReason())
        : Decision.Of(new ToolReturned(tool.Id, reason.Trim(), by, now));

    /// <summary>May a published version be revoked for this reason? Null when it may.</summary>
    public static ToolRefusal? MayRevoke(Tool? tool, string reason) =>
        tool is null ? new ToolRefusal.NotFound()
        : tool.State != ToolState.Published ? new ToolRefusal.NotPublished()
        : !IsText(reason) ? new ToolRefusal.NoReason()
        : null;

    /// <summary>The one to offer: the newest that was not revoked, one that is no pre-release before any that is; null when there is none.</summary>
    public static T? Newest<T>(IEnumerable<T> versions, Func<T, ToolManifest?> manifest, Func<T, bool> isRevoked)
        where T : class =>
        versions.Where(each => !isRevoked(each) && manifest(each)?.Rank is not null)
            .OrderBy(each => manifest(each)!.Rank!.IsPreRelease).ThenByDescending(each => manifest(each)!.Rank).FirstOrDefault(); // just looked

    /// <summary>Digest of what an approver looks at: every word of the manifest, and the bytes.</summary>
    public static string Seen(ToolManifest manifest, ToolArchive archive) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(manifest) + archive.Sha256)));

    /// <summary>True for what may be a tool's name, and so a part of its address.</summary>
    public static bool IsName(string name) => name.Length <= ToolLimits.LongestName && Name().IsMatch(name);

    private static bool IsSource(string source) =>
        source.Length <= ToolLimits.LongestUrl && Uri.TryCreate(source, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0;

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= ToolLimits.LongestText;

    private static string Cut(string text) => text.Length <= 64 ? text : text[..64] + "…";

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex Name();
}
