using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Node.Campaigns;

namespace Federation.Node.Contributions.Sheets;

/// <summary>
/// Reads days and weeks as people write them: ISO 8601 (<c>2026-11-02</c>, <c>2026-W45</c>), and day, month and year in either order. A time behind it is not looked at.
/// </summary>
internal static partial class SheetDates
{
    /// <summary>The order that the dates of a column say themselves; null when they leave it open.</summary>
    /// <remarks>Dots are German, French or Spanish custom: the day comes first.</remarks>
    public static DateOrder? OrderOf(IEnumerable<SheetCell> column)
    {
        var isAsked = false;
        foreach (var written in column.Select(cell => Written().Match(cell.Text)).Where(written => written.Success && written.Groups["sign"].Value != "."))
        {
            var (first, second) = (Number(written.Groups["first"]), Number(written.Groups["second"]));
            if (first > 12 != second > 12)
            {
                return first > 12 ? DateOrder.DayFirst : DateOrder.MonthFirst; // what says another thing later does not fit, and is listed
            }

            isAsked |= first != second;
        }

        return isAsked ? null : DateOrder.DayFirst;
    }

    /// <summary>The ISO 8601 week of a cell, like <c>2026-W45</c>; null when it is no date.</summary>
    public static string? Week(SheetCell cell, DateOrder order)
    {
        var text = cell.Text.Trim();
        return WeekWritten().Match(text) is { Success: true } week ? $"{week.Groups["year"]}-W{week.Groups["week"].Value.PadLeft(2, '0')}"
            : Day(cell, order) is { } day ? CalendarPeriod.Week.CodeOf(day)
            : null;
    }

    /// <summary>The day of a cell; null when it is none.</summary>
    public static DateOnly? Day(SheetCell cell, DateOrder order)
    {
        var text = cell.Text.Trim();
        if (Iso().Match(text) is { Success: true } iso)
        {
            return Day(Number(iso.Groups["year"]), Number(iso.Groups["month"]), Number(iso.Groups["day"]));
        }

        if (Written().Match(text) is not { Success: true } written)
        {
            return null;
        }

        var (first, second, year) = (Number(written.Groups["first"]), Number(written.Groups["second"]), Number(written.Groups["year"]));
        return order == DateOrder.DayFirst || written.Groups["sign"].Value == "." ? Day(Century(year), second, first) : Day(Century(year), first, second);
    }

    private static int Century(int year) => year < 100 ? 2000 + year : year;

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 2000 and <= 2100 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<first>[0-9]{1,2})(?<sign>[/.-])(?<second>[0-9]{1,2})\k<sign>(?<year>[0-9]{4}|[0-9]{2})(?![0-9])(?:[ T,].*)?$")]
    private static partial Regex Written();

    [GeneratedRegex(@"^(?<year>[0-9]{4})[-/](?<month>[0-9]{1,2})[-/](?<day>[0-9]{1,2})(?:[ T,].*)?$")]
    private static partial Regex Iso();

    [GeneratedRegex(@"^(?<year>[0-9]{4})-?W(?<week>[0-9]{1,2})(?:-?[1-7])?$", RegexOptions.IgnoreCase)]
    private static partial Regex WeekWritten();
}
