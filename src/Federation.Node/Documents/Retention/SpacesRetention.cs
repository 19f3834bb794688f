using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Documents.Retention;

/// <summary>What was said about how long documents stay in all spaces of which nothing else was said.</summary>
/// <param name="Id">The one stream.</param>
/// <param name="Rule">The rule; null: none.</param>
public sealed record SpacesRetention(Guid Id, RetentionRule? Rule)
{
    /// <summary>The one stream of it: the same on every replica, before anything was said.</summary>
    public static readonly Guid Stream = new(SHA256.HashData(Encoding.ASCII.GetBytes("retention in every space")).AsSpan(0, 16));

    /// <summary>Said for the first time.</summary>
    public static SpacesRetention Create(SpacesRetentionSet set) => new(Stream, set.Rule);

    /// <summary>Said anew.</summary>
    public SpacesRetention Apply(SpacesRetentionSet set) => this with { Rule = set.Rule };
}
