using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>Periods by their codes, which are those of SDMX's <c>TIME_PERIOD</c> and sort as time goes by, and in words.</summary>
public static class CalendarPeriods
{
    /// <summary>The code of the period in which a day lies.</summary>
    public static string CodeOf(this CalendarPeriod period, DateOnly day) => period switch
    {
        CalendarPeriod.Week => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}"),
        CalendarPeriod.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        CalendarPeriod.Quarter => string.Create(CultureInfo.InvariantCulture, $"{day.Year:0000}-Q{(day.Month + 2) / 3}"),
        _ => day.Year.ToString("0000", CultureInfo.InvariantCulture),
    };

    /// <summary>First and last day of the period with a code; null when that is no code of such periods.</summary>
    public static (DateOnly First, DateOnly Last)? DaysOf(this CalendarPeriod period, string code)
    {
        if (code.Length < 4 || Digits(code[..4], 9998) is not { } year)
        {
            return null;
        }

        return (period, code[4..]) switch
        {
            (CalendarPeriod.Week, ['-', 'W', _, _] week) when Digits(week[2..], ISOWeek.GetWeeksInYear(year)) is { } number => Days(ISOWeek.ToDateOnly(year, number, DayOfWeek.Monday), 7),
            (CalendarPeriod.Month, ['-', _, _] month) when Digits(month[1..], 12) is { } number => Months(year, number, 1),
            (CalendarPeriod.Quarter, ['-', 'Q', _] quarter) when Digits(quarter[2..], 4) is { } number => Months(year, (number * 3) - 2, 3),
            (CalendarPeriod.Year, "") => Months(year, 1, 12),
            _ => null,
        };
    }

    /// <summary>First day of the period that lies so many before the one of a day.</summary>
    public static DateOnly Back(this CalendarPeriod period, DateOnly day, int periods)
    {
        var first = period.DaysOf(period.CodeOf(day))!.Value.First; // its own code
        return period switch
        {
            CalendarPeriod.Week => first.AddDays(-7 * periods),
            CalendarPeriod.Month => first.AddMonths(-periods),
            CalendarPeriod.Quarter => first.AddMonths(-3 * periods),
            _ => first.AddYears(-periods),
        };
    }

    /// <summary>The name that definitions and tables give a kind of period, like <c>month</c>.</summary>
    public static string NameOf(this CalendarPeriod period) => period.ToString().ToLowerInvariant();

    /// <summary>The kind of period with a name; null when there is none.</summary>
    public static CalendarPeriod? Named(string? name) => Enum.GetValues<CalendarPeriod>().Where(period => period.NameOf() == name).Select(period => (CalendarPeriod?)period).FirstOrDefault();

    /// <summary>Its word alone: month.</summary>
    public static Text Word(this CalendarPeriod period) => period switch
    {
        CalendarPeriod.Week => new("week", "semaine", "semana"),
        CalendarPeriod.Month => new("month", "mois", "mes"),
        CalendarPeriod.Quarter => new("quarter", "trimestre", "trimestre"),
        _ => new("year", "année", "año"),
    };

    /// <summary>One of them: a month.</summary>
    public static Text One(this CalendarPeriod period) => period switch
    {
        CalendarPeriod.Week => new("a week", "une semaine", "una semana"),
        CalendarPeriod.Month => new("a month", "un mois", "un mes"),
        CalendarPeriod.Quarter => new("a quarter", "un trimestre", "un trimestre"),
        _ => new("a year", "une année", "un año"),
    };

    /// <summary>A certain one: the month.</summary>
    public static Text The(this CalendarPeriod period) => period switch
    {
        CalendarPeriod.Week => new("the week", "la semaine", "la semana"),
        CalendarPeriod.Month => new("the month", "le mois", "el mes"),
        CalendarPeriod.Quarter => new("the quarter", "le trimestre", "el trimestre"),
        _ => new("the year", "l'année", "el año"),
    };

    private static int? Digits(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static (DateOnly, DateOnly) Days(DateOnly first, int days) => (first, first.AddDays(days - 1));

    private static (DateOnly, DateOnly) Months(int year, int month, int months) => (new DateOnly(year, month, 1), new DateOnly(year, month, 1).AddMonths(months).AddDays(-1));
}
