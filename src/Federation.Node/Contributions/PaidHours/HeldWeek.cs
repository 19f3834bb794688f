using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>One week of a member, and how each figure came to the node.</summary>
/// <param name="Hours">The figures.</param>
/// <param name="RecordedBy">How the recorded time came: see <see cref="ContributionGiven"/>; null where there is none.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="PaidBy">How the paid time came; null where there is none.</param>
internal sealed record HeldWeek(OwnWeek Hours, string? RecordedBy, DateTimeOffset? RecordedAt, string? PaidBy)
{
    /// <summary>What a member's givings come to, oldest week first.</summary>
    public static IReadOnlyList<HeldWeek> Of(HoursFields fields, IReadOnlyList<OpenGiving> givings, CampaignSchema schema)
    {
        var hours = OwnHours.Of(fields, ContributionRules.Current(givings.Select(giving => giving.Rows), schema));
        return [.. hours.Weeks.Select(week => (week, Recorded: LastOf(week, fields.Recorded.Name), Paid: LastOf(week, fields.Paid?.Name)))
            .Select(each => new HeldWeek(each.week, each.Recorded?.Source, each.Recorded?.At, each.Paid?.Source))];

        OpenGiving? LastOf(OwnWeek week, string? field) => field is null ? null
            : givings.LastOrDefault(giving => giving.Rows.Rows.Any(row => row.Dimensions.GetValueOrDefault(fields.Week.Name) == week.Week && row.Measures.ContainsKey(field)));
    }
}
