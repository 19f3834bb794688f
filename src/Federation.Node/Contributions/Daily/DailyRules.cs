using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.Daily;

/// <summary>Which days may be answered, and what the days of a week come to.</summary>
internal static class DailyRules
{
    /// <summary>Days before today that may still be answered and corrected: who forgot Friday remembers on Sunday, and nobody remembers further back.</summary>
    public const int DaysBack = 2;

    /// <summary>
    /// Days that a week still waits when none of its days can be corrected: an answer sent at midnight, and a replica whose clock is late, come before it is added up.
    /// What came after is refused.
    /// </summary>
    private const int DaysOfWaiting = 1;

    private const string Format = "yyyy-MM-dd";

    /// <summary>The day of the node's own calendar, in the time zone of its machine: a question about today means the day of those who are asked.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetLocalNow().DateTime);

    /// <summary>The days that may be answered, the newest first.</summary>
    public static IReadOnlyList<DateOnly> OpenDays(DateOnly today) => [.. Enumerable.Range(0, DaysBack + 1).Select(back => today.AddDays(-back))];

    /// <summary>A day as addresses, forms and files write it (ISO 8601).</summary>
    public static string Written(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The day that somebody names, if it may be answered.</summary>
    public static (DateOnly Day, ContributionRefusal? Refusal) Day(string said, DateOnly today) =>
        DateOnly.TryParseExact(said, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && OpenDays(today).Contains(day)
            ? (day, null) : (today, new DailyRefusal.DayNotOpen(OpenDays(today)[^1], today));

    /// <summary>The answers of one day.</summary>
    /// <param name="asked">What is asked.</param>
    /// <param name="schema">The campaign's schema.</param>
    /// <param name="answers">What was typed, by field name.</param>
    /// <param name="today">The day.</param>
    public static (ContributedRow? Answers, ContributionRefusal? Refusal) Read(
        DailyQuestions asked, CampaignSchema schema, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        var (rows, refusal) = ContributionRules.FromForm(schema with { Fields = [.. asked.Asked, .. asked.Choices] }, answers, today);
        return (rows?.Rows[0], refusal);
    }

    /// <summary>The week of a day.</summary>
    public static string WeekOf(DateOnly day) => CalendarPeriod.Week.CodeOf(day);

    /// <summary>True when no answer can come any more to a week.</summary>
    public static bool IsOver(string week, DateOnly today) =>
        CalendarPeriod.Week.DaysOf(week)!.Value.Last.AddDays(DaysBack + DaysOfWaiting) < today; // its own code

    /// <summary>What is kept of days: one row a week, oldest first, with the sum of each question, the number of days, and the choices of the last of them.</summary>
    public static IReadOnlyList<ContributedRow> Weeks(DailyQuestions asked, IEnumerable<KeyValuePair<DateOnly, ContributedRow>> days) =>
        [.. days.OrderBy(day => day.Key).GroupBy(day => WeekOf(day.Key)).Select(week => new ContributedRow(
            new Dictionary<string, string>(week.Last().Value.Dimensions) { [asked.Week.Name] = week.Key },
            asked.Asked.ToDictionary(field => field.Name, field => week.Sum(day => day.Value.Measures[field.Name])).Append(new(asked.Days.Name, week.Count())).ToDictionary()))];
}
