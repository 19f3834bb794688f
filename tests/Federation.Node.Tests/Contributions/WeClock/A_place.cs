using Federation.Node.Contributions.WeClock;
using static Federation.Node.Tests.Contributions.WeClock.Phone;

namespace Federation.Node.Tests.Contributions.WeClock;

public sealed class A_place
{
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    [Fact]
    public void Is_told_by_its_hours_and_days_and_numbered_by_its_time()
    {
        var phone = new Phone();
        for (var day = 0; day < 5; day++)
        {
            phone.At(Elsewhere, Clock(20, day: day), Clock(22, day: day)).At(Work, Clock(8, day: day), Clock(16, day: day));
        }

        var places = phone.Export().Places;
        Assert.Equal([1, 2], places.Select(place => place.Number));
        Assert.Equal((40, 8, 16), (places[0].TotalHours, places[0].UsualFromHour, places[0].UsualToHour));
        Assert.Equal((10, 20, 22), (places[1].TotalHours, places[1].UsualFromHour, places[1].UsualToHour));
        Assert.Equal(Weekdays, places[0].UsualDays);
    }

    [Fact]
    public void Visited_at_night_has_hours_that_span_midnight()
    {
        var phone = new Phone().At(Work, Clock(22), Clock(30)).At(Elsewhere, Clock(31)).At(Work, Clock(46), Clock(54));
        var place = Assert.Single(phone.Export().Places);
        Assert.Equal((22, 6), (place.UsualFromHour, place.UsualToHour));
    }

    [Fact]
    public void Needs_two_stays() => Assert.Empty(new Phone().At(Work, Clock(8), Clock(16)).Export().Places);

    [Fact]
    public void Across_the_antimeridian_or_at_a_pole_is_still_one_place()
    {
        foreach (var (here, there) in new[] { ("\"-10,179.9999\"", "\"-10,-179.9999\""), ("\"89.9999,0\"", "\"89.9999,180\"") })
        {
            var phone = new Phone().At(here, Clock(8), Clock(9)).At(Elsewhere, Clock(9, 30)).At(there, Clock(10), Clock(11));
            Assert.Equal(2, Assert.Single(phone.Export().Places).TotalHours);
        }
    }

    [Fact]
    public void That_the_export_does_not_have_is_refused_as_a_choice_and_so_is_none()
    {
        var export = new Phone().KnownAt(Work).Export();
        Assert.Equal(ImportFault.UnknownPlace, export.RefusalOf([1, 2])?.Fault);
        Assert.Equal(ImportFault.UnknownPlace, export.RefusalOf([0])?.Fault);
        Assert.Equal(ImportFault.NoWorkPlace, export.RefusalOf([])?.Fault);
        Assert.Null(export.RefusalOf([1]));
        Assert.Throws<ArgumentException>(() => export.Weeks([2]));
    }
}
