using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.Daily;

/// <summary>What one member answered to a campaign that asks day by day: for nobody but them.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Today">The node's day.</param>
/// <param name="Days">Days that wait for their week to be over.</param>
/// <param name="Kept">Weeks of which the sums are kept.</param>
/// <param name="Published">The means of all people in the published table: see <see cref="IPublishedMeans"/>.</param>
public sealed record OwnDays(
    CampaignCard Campaign, DateOnly Today, IReadOnlyDictionary<DateOnly, ContributedRow> Days, IReadOnlyList<ContributedRow> Kept,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, decimal>> Published)
{
    /// <summary>What is asked.</summary>
    internal DailyQuestions Asked { get; } = DailyQuestions.In(Campaign.Schema)!; // it asks day by day

    /// <summary>Days of this week that are answered.</summary>
    public int DaysThisWeek => Days.Keys.Count(day => DailyRules.WeekOf(day) == DailyRules.WeekOf(Today));

    /// <summary>Its weeks as the table would count each by itself, the newest first; those of which days wait are not counted yet.</summary>
    internal IReadOnlyList<OwnWeek> Weeks()
    {
        var counted = new CountedRows(Campaign.Schema);
        var running = DailyRules.Weeks(Asked, Days);
        return [.. Kept.Select(row => (row, false)).Concat(running.Select(row => (row, true)))
            .Select(each => new OwnWeek(each.row.Dimensions[Asked.Week.Name], each.row.Measures[Asked.Days.Name], each.Item2, counted.Of([each.row])[0].Measures)) // it is whole
            .OrderByDescending(week => week.Week, StringComparer.Ordinal)];
    }

    /// <summary>The member's last answers to the choices: they rarely change.</summary>
    public IReadOnlyDictionary<string, string> LastChoices => Days.Count > 0 ? Days.MaxBy(day => day.Key).Value.Dimensions
        : Kept is [.., var last] ? last.Dimensions : new Dictionary<string, string>();
}

/// <summary>One week of one member.</summary>
/// <param name="Week">ISO 8601, like <c>2026-W45</c>.</param>
/// <param name="Days">On how many days they answered.</param>
/// <param name="Runs">True while it can still change.</param>
/// <param name="Figures">What the node makes of it, by name.</param>
internal sealed record OwnWeek(string Week, long Days, bool Runs, IReadOnlyDictionary<string, long> Figures);
