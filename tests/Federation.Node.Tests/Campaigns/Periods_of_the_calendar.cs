using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

public sealed class Periods_of_the_calendar
{
    [Theory]
    [InlineData("2026-01-01", "2026-W01", "2026-01", "2026-Q1", "2026")]
    [InlineData("2027-01-01", "2026-W53", "2027-01", "2027-Q1", "2027")]
    [InlineData("2026-11-24", "2026-W48", "2026-11", "2026-Q4", "2026")]
    [InlineData("2024-12-30", "2025-W01", "2024-12", "2024-Q4", "2024")]
    public void Have_a_code_whose_days_hold_the_day(string day, params string[] codes)
    {
        foreach (var (kind, code) in Enum.GetValues<CalendarPeriod>().Zip(codes))
        {
            Assert.Equal(code, kind.CodeOf(Day(day)));
            var days = kind.DaysOf(code)!.Value;
            Assert.InRange(Day(day), days.First, days.Last);
            Assert.Equal(code, kind.CodeOf(days.First));
            Assert.Equal(code, kind.CodeOf(days.Last));
            Assert.NotEqual(code, kind.CodeOf(days.Last.AddDays(1)));
            Assert.Equal(kind, CalendarPeriods.Named(kind.NameOf()));
        }
    }

    [Theory]
    [InlineData(CalendarPeriod.Week, "2026-W54"), InlineData(CalendarPeriod.Week, "2026-W00"), InlineData(CalendarPeriod.Week, "2025-W53"), InlineData(CalendarPeriod.Week, "2026-45")]
    [InlineData(CalendarPeriod.Month, "2026-13"), InlineData(CalendarPeriod.Month, "2026-1"), InlineData(CalendarPeriod.Month, "2026-W1"), InlineData(CalendarPeriod.Month, "٢٠٢٦-11")]
    [InlineData(CalendarPeriod.Quarter, "2026-Q5"), InlineData(CalendarPeriod.Quarter, "2026-4"), InlineData(CalendarPeriod.Year, "2026-11"), InlineData(CalendarPeriod.Year, "0000")]
    [InlineData(CalendarPeriod.Year, "9999"), InlineData(CalendarPeriod.Year, " 026"), InlineData(CalendarPeriod.Month, "")]
    public void Have_no_other_codes(CalendarPeriod kind, string code) => Assert.Null(kind.DaysOf(code));

    [Theory]
    [InlineData(null, null, false, "2016-12-01", "2026-11-24")]
    [InlineData("2026-02-10", null, false, "2026-02-10", "2026-11-24")]
    [InlineData("2026-02-10", "2026-06-30", false, "2026-02-10", "2026-06-30")]
    [InlineData("2026-02-10", "2027-06-30", false, "2026-02-10", "2026-11-24")]
    [InlineData(null, "2027-06-30", true, "2017-07-01", "2027-06-30")]
    public void Are_open_between_the_bounds_and_not_in_the_future_unless_it_is_said(string? earliest, string? latest, bool future, string first, string last) => Assert.Equal(
        (Day(first), Day(last)), new DateRule(CalendarPeriod.Month, earliest is null ? null : Day(earliest), latest is null ? null : Day(latest), future).Bounds(new DateOnly(2026, 11, 24)));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
