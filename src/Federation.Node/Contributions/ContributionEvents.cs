using System.Text.Json.Serialization;
using Federation.Storage.Keys;

namespace Federation.Node.Contributions;

/// <summary>A member gave figures under a consent. Stream: <see cref="Contribution.IdOf"/>.</summary>
/// <param name="ConsentId">The consent it rests on.</param>
/// <param name="CampaignId">The campaign.</param>
/// <param name="MemberId">Whose figures.</param>
/// <param name="Rows">The generalised rows, sealed under the consent's key.</param>
/// <param name="Source">How they came: <c>form</c>, <c>weclock</c>, <c>pay</c>, <c>paid-hours</c>, <c>sheet</c>, <c>gigbox</c>, <c>cleaninsights</c> or <c>daily</c>.</param>
/// <param name="At">When.</param>
public sealed record ContributionGiven(
    Guid ConsentId, Guid CampaignId, Guid MemberId, Sealed<ContributedRows> Rows, string Source, DateTimeOffset At)
{
    /// <summary>Name in the event store; never changes.</summary>
    public const string StoredName = "contribution.given.v1";
}

/// <summary>What one giving holds, in the clear only inside the process.</summary>
/// <param name="Rows">One row a week.</param>
public sealed record ContributedRows(IReadOnlyList<ContributedRow> Rows);

/// <summary>The figures of one week.</summary>
/// <param name="Dimensions">Codes by field name: <c>sector</c>, <c>region</c>, <c>week</c>.</param>
/// <param name="Measures">Whole numbers by field name, in the field's unit.</param>
/// <param name="Texts">Short texts by field name, for the member alone: no table is given them. Null where none is asked.</param>
public sealed record ContributedRow(
    IReadOnlyDictionary<string, string> Dimensions, IReadOnlyDictionary<string, long> Measures,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Texts = null);
