using Federation.Node.Contributions.WeClock;
using static Federation.Node.Tests.Contributions.WeClock.Phone;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_shift
{
    private static Phone Worker => new Phone().KnownAt(Work);

    [Fact]
    public void Counts_the_minutes_from_the_first_fix_at_work_to_the_last() =>
        Assert.Equal([new WorkWeek("2026-W45", 240, 0, 0, 0)], Worker.At(Work, Clock(8), Clock(12)).Weeks());

    [Theory]
    [InlineData(19, 379, 1)]
    [InlineData(20, 360, 0)]
    public void Has_a_break_from_twenty_minutes_away(int away, int worked, int missed) =>
        Assert.Equal([new WorkWeek("2026-W45", worked, missed, 0, 0)], Worker
            .At(Work, Clock(8), Clock(11)).At(Elsewhere, Clock(11, 5)).At(Work, Clock(11, away), Clock(14, away)).Weeks());

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    public void Is_owed_a_break_only_when_longer_than_six_hours(int extra, int missed) =>
        Assert.Equal(missed, Assert.Single(Worker.At(Work, Clock(8), Clock(14, extra)).Weeks()).MissedBreaks);

    [Theory]
    [InlineData(60, 480, 1)]
    [InlineData(61, 419, 0)]
    public void Does_not_claim_more_than_an_hour_of_silence_as_work_nor_as_a_missed_break(int silence, int worked, int missed) =>
        Assert.Equal([new WorkWeek("2026-W45", worked, missed, 0, 0)], Worker
            .At(Work, Clock(8), Clock(12)).At(Work, Clock(12, silence), Clock(16)).Weeks());

    [Theory]
    [InlineData(179, 0)]
    [InlineData(180, 1)]
    public void Ends_when_the_absence_reaches_three_hours_and_what_follows_is_no_break_in_it(int away, int missed) =>
        Assert.Equal([new WorkWeek("2026-W45", 361 + 60, missed, 0, 0)], Worker
            .At(Work, Clock(6), Clock(12, 1)).At(Elsewhere, Clock(13)).At(Work, Clock(12, 1 + away), Clock(13, 1 + away)).Weeks());

    [Fact]
    public void Does_not_begin_by_passing_the_place_in_under_ten_minutes() =>
        Assert.Empty(Worker.At(Work, Clock(8)).At(Work, Clock(8, 9)).At(Elsewhere, Clock(8, 15)).Weeks());

    [Theory]
    [InlineData(18, 0, 20, 8, 68)]
    [InlineData(22, 0, 25, 0, 120)]
    [InlineData(15, 0, 19, 0, 0)]
    public void Counts_evening_minutes_from_seven_to_midnight(int fromHour, int fromMinute, int toHour, int toMinute, int evening) =>
        Assert.Equal(evening, Assert.Single(
            Worker.At(Work, Clock(fromHour, fromMinute), Clock(toHour, toMinute)).Weeks()).EveningMinutes);

    [Fact]
    public void Counts_Saturday_and_Sunday_as_weekend() =>
        Assert.Equal([new WorkWeek("2026-W45", 240, 0, 60, 240)], Worker
            .At(Work, Clock(18, day: 5), Clock(20, day: 5)).At(Work, Clock(8, day: 6), Clock(10, day: 6)).Weeks());

    [Fact]
    public void That_crosses_Sunday_midnight_is_split_between_its_weeks_and_misses_its_break_in_the_first() =>
        Assert.Equal(
            [new WorkWeek("2026-W45", 120, 1, 120, 120), new WorkWeek("2026-W46", 300, 0, 0, 0)],
            Worker.At(Work, Clock(22, day: 6), Clock(29, day: 6)).Weeks());

    [Fact]
    public void On_New_Years_Day_belongs_to_the_ISO_week_of_the_old_year() =>
        Assert.Equal("2026-W53", Assert.Single(Worker.At(Work, Clock(8, day: 60), Clock(9, day: 60)).Weeks()).IsoWeek);

    [Fact]
    public void At_two_places_of_work_counts_time_at_both_and_not_the_way_between()
    {
        var phone = Worker.KnownAtOther().At(Work, Clock(8), Clock(11)).At(OtherWork, Clock(11, 30), Clock(13));
        Assert.Equal([new WorkWeek("2026-W45", 270, 0, 0, 0)], phone.Weeks(1, 2));
        Assert.Equal(180, Assert.Single(phone.Weeks(1)).WorkedMinutes);
        Assert.Equal(90, Assert.Single(phone.Weeks(2)).WorkedMinutes);
    }

    [Fact]
    public void Follows_the_rules_of_the_campaign_when_it_has_its_own()
    {
        var rules = new WorkRules { BreakMinutes = 30, BreakOwedAfterMinutes = 240, EveningFromMinute = Clock(12) };
        var week = Worker.At(Work, Clock(8), Clock(11)).At(Elsewhere, Clock(11, 5)).At(Work, Clock(11, 29), Clock(13)).Export()
            .Weeks([1], rules).Single(week => week.IsoWeek == "2026-W45");
        Assert.Equal(new WorkWeek("2026-W45", 300, 1, 60, 0), week);
    }

    [Theory]
    [InlineData(145, "2027-W12", 420, 1)] // the night before 28 March 2027: seven hours, though the clock says eight
    [InlineData(362, "2027-W43", 540, 1)] // the night before 31 October 2027: nine
    [InlineData(152, "2027-W13", 480, 1)] // a week later: eight
    public void In_a_night_in_which_clocks_change_counts_the_hours_that_passed(int saturday, string week, int worked, int missed) =>
        Assert.Equal([new WorkWeek(week, worked, missed, 120, worked)], Weeks(Worker.At(Work, Clock(22, day: saturday), Clock(30, day: saturday)), week));

    [Fact]
    public void In_a_night_that_lost_an_hour_is_owed_a_break_by_the_hours_that_passed() =>
        Assert.Equal([new WorkWeek("2027-W12", 360, 0, 60, 360)], Weeks(Worker.At(Work, Clock(23, day: 145), Clock(30, day: 145)), "2027-W12"));

    private static IEnumerable<WorkWeek> Weeks(Phone phone, string only) => phone.Export().Weeks([1], WorkRules.Default with { Zone = Paris }).Where(week => week.IsoWeek == only);

    // By the rule of the European Union (Directive 2000/84/EC), whatever zones this machine knows.
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.CreateCustomTimeZone("Paris", TimeSpan.FromHours(1), null, null, null, [TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
        new DateTime(2020, 1, 1), new DateTime(2030, 12, 31), TimeSpan.FromHours(1),
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
        TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday))]);

    [Fact]
    public void Never_makes_a_week_longer_than_a_week() =>
        Assert.Equal([new WorkWeek("2026-W45", 10_080, 1, 7 * 300, 2 * 1440)], Worker.At(Work, 0, 7 * 24 * 60).Weeks());
}
