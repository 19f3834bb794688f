using System.Globalization;
using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions.WeClock;
using static Federation.Node.Tests.Contributions.WeClock.Phone;

namespace Federation.Node.Tests.Contributions.WeClock;

/// <summary>Days told minute by minute. Home is place 1, for nobody is anywhere longer; work is place 2.</summary>
public sealed class A_way_to_work
{
    private const string Home = "\"-48.700000,-123.400000\"", Shop = "\"-48.750000,-123.400000\"";

    [Fact]
    public void Counts_from_the_last_fix_at_home_to_the_first_at_work_and_back() =>
        Assert.Equal(2 * (45 + 50), Way(Day(0).And(Day(1))));

    // Twelve minutes there and eighteen home: what is between is a part of the way only when it is waiting.
    [Theory]
    [InlineData(19, 49), InlineData(20, 30), InlineData(32, 30)]
    public void Does_not_count_a_longer_stay_elsewhere_on_it(int stay, int back) => Assert.Equal(2 * (45 + back), Way(Shopping(0, stay).And(Shopping(1, stay))));

    [Theory]
    [InlineData(60, 60 + 50), InlineData(61, 50)]
    public void Is_not_known_where_the_phone_was_silent_for_more_than_an_hour(int silence, int expected) =>
        Assert.Equal(expected + 95, Way(Morning(0, leaves: Clock(8) - silence, silent: true).And(AtWork(0)).And(Evening(0)).And(Day(1))));

    [Theory]
    [InlineData(180, 180 + 50), InlineData(181, 50)]
    public void Is_a_journey_when_longer_than_three_hours(int minutes, int expected) =>
        Assert.Equal(expected + 95, Way(Morning(0, leaves: Clock(8) - minutes).And(AtWork(0)).And(Evening(0)).And(Day(1))));

    [Fact]
    public void Back_is_not_counted_where_the_export_ends_at_work() => Assert.Equal(95 + 45, Way(Day(0).And(Morning(1)).And(AtWork(1))));

    [Fact]
    public void Home_and_back_within_a_shift_is_a_break() =>
        Assert.Equal(95 + 95, Way(Morning(0).And(phone => phone.At(Work, Clock(8), Clock(12)).Passes(Clock(12, 20)).At(Home, Clock(12, 40), Clock(13, 20)).Passes(Clock(13, 40)).At(Work, Clock(14), Clock(17)))
            .And(Evening(0, left: Clock(17))).And(Day(1))));

    [Fact]
    public void Counts_four_times_on_a_day_in_two_parts() =>
        Assert.Equal(45 + 40 + 40 + 50 + 95, Way(Morning(0).And(phone => phone.At(Work, Clock(8), Clock(11)).Passes(Clock(11, 20)).At(Home, Clock(11, 40), Clock(15, 20)).Passes(Clock(15, 40)).At(Work, Clock(16), Clock(19)))
            .And(Evening(0, left: Clock(19))).And(Day(1))));

    [Fact]
    public void Is_not_told_of_who_is_seen_at_no_place_by_night() =>
        Assert.Null(Assert.Single(new Phone().KnownAt(Work).At(Work, Clock(8), Clock(16)).Weeks()).CommuteMinutes);

    [Fact]
    public void Is_not_told_of_one_night_at_friends()
    {
        var export = new Phone().KnownAt(Work).And(Day(0)).Export();
        Assert.Null(export.Weeks([WorkOf(export)]).Single(week => week.IsoWeek == "2026-W45").CommuteMinutes);
    }

    // From ten on Sunday evening to six on Monday, home by half past, asleep by day.
    [Fact]
    public void Of_a_night_shift_belongs_to_the_week_in_which_the_shift_began()
    {
        var phone = new Phone();
        foreach (var day in new[] { 3, 4, 5, 6 })
        {
            phone.At(Home, Clock(8, day: day), Clock(21, 20, day)).Passes(Clock(21, 40, day)).At(Work, Clock(22, day: day), Clock(30, day: day)).Passes(Clock(30, 15, day));
            phone.At(Home, Clock(30, 30, day), Clock(31, 50, day));
        }

        phone.At(Home, Clock(8, day: 7), Clock(20, day: 10));
        var weeks = phone.Export().Weeks([2]);
        Assert.Equal([("2026-W45", (int?)(4 * 70)), ("2026-W46", null)], weeks.Select(week => (week.IsoWeek, week.CommuteMinutes)));
    }

    // Made-up people leave home 35 minutes before a shift and are back 35 minutes after it.
    [Fact]
    public void Of_made_up_people_is_what_they_were_made_with()
    {
        DateOnly[] mondays = [new(2026, 11, 2), new(2026, 11, 9), new(2026, 11, 16)];
        for (var seed = 0; seed < 60; seed++)
        {
            var profile = new[] { WeeklyProfile.Early, WeeklyProfile.Late, WeeklyProfile.Overtime }[seed % 3];
            var bytes = WeClockGenerator.Generate(seed, WeClockPlatform.Ios, mondays, profile);
            var export = WeClockImport.Read(new MemoryStream(bytes), "data.csv").Export!; // a generated file is sound, or the test fails here
            Assert.All(export.Weeks([WeClockGenerator.WorkPlace]), week => Assert.Contains(week.CommuteMinutes!.Value, new[] { 5 * 70, 6 * 70 }));
        }
    }

    private static int? Way(Func<Phone, Phone> days)
    {
        var export = days(new Phone()).Export();
        return Assert.Single(export.Weeks([WorkOf(export)])).CommuteMinutes;
    }

    // The place of ordinary hours.
    private static int WorkOf(WeClockExport export) => export.Places.OrderByDescending(place => place.TotalHours).ElementAt(1).Number;

    private static Func<Phone, Phone> Day(int day) => Morning(day).And(AtWork(day)).And(Evening(day));

    private static Func<Phone, Phone> Shopping(int day, int stay) => Morning(day).And(AtWork(day)).And(phone => phone
        .Passes(Clock(16, 6, day)).At(Shop, Clock(16, 12, day), Clock(16, 12 + stay, day)).Passes(Clock(16, 18 + stay, day)).At(Home, Clock(16, 30 + stay, day), Clock(24, day: day)));

    private static Func<Phone, Phone> Morning(int day, int? leaves = null, bool silent = false) => phone =>
    {
        var left = (leaves ?? Clock(7, 15)) + Clock(0, day: day);
        phone.At(Home, Clock(0, day: day), left);
        for (var minute = left + 10; !silent && minute < Clock(8, day: day); minute += 10)
        {
            phone.Passes(minute);
        }

        return phone;
    };

    private static Func<Phone, Phone> AtWork(int day) => phone => phone.At(Work, Clock(8, day: day), Clock(16, day: day));

    private static Func<Phone, Phone> Evening(int day, int? left = null) => phone =>
    {
        var leaves = (left ?? Clock(16)) + Clock(0, day: day);
        return phone.Passes(leaves + 20).At(Home, leaves + 50, Clock(24, day: day));
    };
}

internal static class DaysOfAPhone
{
    public static Func<Phone, Phone> And(this Func<Phone, Phone> before, Func<Phone, Phone> after) => phone => after(before(phone));

    /// <summary>A fix on the road, nowhere twice on one day.</summary>
    public static Phone Passes(this Phone phone, int minute) =>
        phone.At(string.Create(CultureInfo.InvariantCulture, $"\"{-48.6 + (minute % 1440 / 10000.0):F6},-123.300000\""), minute);

    public static Phone And(this Phone phone, Func<Phone, Phone> after) => after(phone);
}
