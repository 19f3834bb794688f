using System.Globalization;

namespace Federation.Node.Contributions.WeClock.Rows;

/// <summary>
/// Wall-clock time as the exports write it. They name no time zone: a second here is a second on the member's own
/// clock, and days and weeks are those of that clock. How much time passed is told by <see cref="WorkRules.Passed"/>.
/// </summary>
internal static class LocalTime
{
    private const int SecondsPerDay = 24 * 60 * 60;
    private static readonly DateOnly First = new(2000, 1, 1);

    /// <summary>Seconds since the first day of 2000.</summary>
    public static long Second(DateOnly day, TimeOnly time) =>
        ((day.DayNumber - First.DayNumber) * (long)SecondsPerDay) + (long)time.ToTimeSpan().TotalSeconds;

    /// <summary>The local date of a number of minutes since the first day of 2000.</summary>
    public static DateOnly DayOfMinute(long minute) => First.AddDays((int)(minute / (24 * 60)));

    /// <summary>True for the years an export can be of.</summary>
    public static bool IsInRange(DateOnly day) => day.Year is >= 2000 and <= 2100;

    /// <summary>
    /// <c>M/d/yy</c>. A phone that writes the day first is noticed at its first day after the 12th. The year is always of this century;
    /// .NET's own two-digit rule would turn 50 into 1950.
    /// </summary>
    public static DateOnly? OfIosDate(string field)
    {
        var parts = field.Split('/');
        return parts.Length == 3 && parts[2].Length == 2
            && Small(parts[0]) is { } month and >= 1 and <= 12
            && Small(parts[1]) is { } day and >= 1
            && Small(parts[2]) is { } year
            && day <= DateTime.DaysInMonth(2000 + year, month)
            ? new DateOnly(2000 + year, month, day)
            : null;
    }

    /// <summary><c> h:mm AM</c>; iOS 17 and later put U+202F, a narrow no-break space, before AM.</summary>
    public static TimeOnly? OfIosTime(string field) =>
        TimeOnly.TryParseExact(
            field.Replace('\u202F', ' ').Replace('\u00A0', ' ').Trim(), "h:mm tt", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var time)
        ? time
        : null;

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public static (DateOnly Day, TimeOnly Time)? OfAndroid(string field) =>
        DateTime.TryParseExact(
            field, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
        ? (DateOnly.FromDateTime(moment), TimeOnly.FromDateTime(moment))
        : null;

    private static int? Small(string digits) =>
        digits.Length is 1 or 2 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
