using System.Security.Cryptography;
using System.Text;

namespace Federation.Node.Documents.Quotas;

/// <summary>What was said about all spaces that have no limit of their own.</summary>
/// <param name="Id">The one stream.</param>
/// <param name="MaxBytes">Bytes each may hold; null: no limit.</param>
public sealed record EverySpace(Guid Id, long? MaxBytes)
{
    /// <summary>The one stream of it: the same on every replica, before anything was said.</summary>
    public static readonly Guid Stream = new(SHA256.HashData(Encoding.ASCII.GetBytes("limit of every space")).AsSpan(0, 16));

    /// <summary>Said for the first time.</summary>
    public static EverySpace Create(SpacesLimited limited) => new(Stream, limited.MaxBytes);

    /// <summary>Said anew.</summary>
    public EverySpace Apply(SpacesLimited limited) => this with { MaxBytes = limited.MaxBytes };
}
