using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.CleanInsights;

namespace Federation.Node.Contributions.CleanInsights;

/// <summary>From measurements to the rows of a contribution: one a week, all or nothing. What no field names is thrown away.</summary>
internal static class MeasurementRules
{
    /// <summary>Hours by which a period of seven days may be longer or shorter: clocks change, and a second is missing at its end.</summary>
    private const int Slack = 2;

    /// <summary>The rows, or why none are kept.</summary>
    /// <param name="schema">The campaign's form, with its measured fields.</param>
    /// <param name="choices">The member's answers that no app measures.</param>
    /// <param name="measurements">What the app sent.</param>
    /// <param name="today">The day: weeks are not in the future, and not too old.</param>
    public static (ContributedRows? Rows, ContributionRefusal? Refusal) Read(
        CampaignSchema schema, IReadOnlyDictionary<string, string> choices, Measurements measurements, DateOnly today)
    {
        var measured = schema.Measured ?? [];
        var points = measurements.Points.Where(point => measured.Any(field => IsOf(point, field))).ToList();
        if (points.Count == 0)
        {
            return (null, new MeasurementRefusal.NothingMeasured());
        }

        if (points.FirstOrDefault(point => Math.Abs((point.End - point.Start).TotalHours - (7 * 24)) > Slack) is { } other)
        {
            return (null, new MeasurementRefusal.NotSevenDays((other.End - other.Start).TotalDays.ToString("0.#", CultureInfo.InvariantCulture)));
        }

        var rows = new List<ContributedRow>();
        foreach (var week in points.GroupBy(Week).OrderBy(week => week.Key, StringComparer.Ordinal))
        {
            var (given, refusal) = ContributionRules.FromFigures(schema, field => field.Kind switch
            {
                FieldKind.Week => week.Key,
                FieldKind.Number => Figure(measured.First(each => each.Field == field.Name), week).ToString(CultureInfo.InvariantCulture), // the definition was checked: all are measured
                _ => null,
            }, choices, today);
            if (given is null)
            {
                return (null, refusal);
            }

            rows.AddRange(given.Rows);
        }

        return (new(rows), null);
    }

    // The week in which the middle of the period lies: the one with most of its days, in every time zone.
    private static string Week(MeasuredPoint point) =>
        CalendarPeriod.Week.CodeOf(DateOnly.FromDateTime(point.Start.AddSeconds((point.End - point.Start).TotalSeconds / 2).UtcDateTime));

    private static long Figure(MeasuredField field, IEnumerable<MeasuredPoint> week) => (long)decimal.Round(
        week.Where(point => IsOf(point, field)).Sum(point => field.Figure == MeasuredFigure.Value ? point.Value : point.Times), 0, MidpointRounding.AwayFromZero);

    private static bool IsOf(MeasuredPoint point, MeasuredField field) => point.Path == (point.IsVisit ? field.Visit : field.Event);
}
