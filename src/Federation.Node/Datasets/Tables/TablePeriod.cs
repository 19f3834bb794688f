using System.Globalization;

namespace Federation.Node.Datasets.Tables;

/// <summary>The weeks that a table is about.</summary>
/// <param name="Dimension">Place of the dimension of weeks.</param>
/// <param name="Start">Monday of the first week.</param>
/// <param name="End">Sunday of the last week.</param>
internal sealed record TablePeriod(int Dimension, DateOnly Start, DateOnly End)
{
    /// <summary>The whole period as ISO 8601 writes it, like <c>2026-11-02/P21D</c>.</summary>
    public string Interval => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd}/P{End.DayNumber - Start.DayNumber + 1}D");

    /// <summary>The period of a table; null when none of its dimensions is of ISO weeks (ISO 8601, like <c>2026-W45</c>).</summary>
    public static TablePeriod? Of(TableFile table)
    {
        for (var place = 0; place < table.Dimensions.Count; place++)
        {
            var mondays = table.Dimensions[place].Codes.Select(code => Monday(code.Code)).ToList();
            if (mondays.Count > 0 && mondays.All(monday => monday is not null))
            {
                return new TablePeriod(place, mondays.Min()!.Value, mondays.Max()!.Value.AddDays(6)); // just looked
            }
        }

        return null;
    }

    private static DateOnly? Monday(string code) =>
        code is [_, _, _, _, '-', 'W', _, _]
        && int.TryParse(code.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 9999
        && int.TryParse(code.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var week) && week >= 1 && week <= ISOWeek.GetWeeksInYear(year)
            ? DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday))
            : null;
}
