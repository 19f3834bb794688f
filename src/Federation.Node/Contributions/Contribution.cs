using System.Security.Cryptography;
using System.Text;
using Federation.Storage.Keys;

namespace Federation.Node.Contributions;

/// <summary>What one consent has brought so far; the rows stay sealed even here.</summary>
/// <param name="Id">The stream, made from the consent's id (which is itself a stream of Consents).</param>
/// <param name="ConsentId">The consent.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="MemberId">Whose.</param>
/// <param name="Givings">In the order given; later weeks replace earlier ones.</param>
public sealed record Contribution(Guid Id, Guid ConsentId, Guid CampaignId, Guid MemberId, IReadOnlyList<Giving> Givings)
{
    /// <summary>The stream of what a consent brought.</summary>
    public static Guid IdOf(Guid consentId) =>
        new(SHA256.HashData(Encoding.ASCII.GetBytes($"contribution {consentId:n}")).AsSpan(0, 16));

    /// <summary>The first giving.</summary>
    public static Contribution Create(ContributionGiven given) =>
        new(IdOf(given.ConsentId), given.ConsentId, given.CampaignId, given.MemberId, [Giving.Of(given)]);

    /// <summary>A further giving.</summary>
    public Contribution Apply(ContributionGiven given) => this with { Givings = [.. Givings, Giving.Of(given)] };
}

/// <summary>One giving.</summary>
/// <param name="Rows">Sealed rows.</param>
/// <param name="Source">How they came.</param>
/// <param name="At">When.</param>
public sealed record Giving(Sealed<ContributedRows> Rows, string Source, DateTimeOffset At)
{
    internal static Giving Of(ContributionGiven given) => new(given.Rows, given.Source, given.At);
}
