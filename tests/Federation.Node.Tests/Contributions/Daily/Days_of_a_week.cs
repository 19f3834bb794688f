using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Contributions.Daily;
using Microsoft.Extensions.Time.Testing;

namespace Federation.Node.Tests.Contributions.Daily;

/// <summary>What days come to, and until when they may be answered; without a node.</summary>
public sealed class Days_of_a_week
{
    private static readonly CampaignSchema Schema = CampaignDefinitions.Read(CampaignDefinitions.DailyStrain).Definition!.Schema;

    private static readonly DailyQuestions Asked = DailyQuestions.In(Schema)!;

    [Fact]
    public void Are_kept_as_their_sum_and_their_number_under_the_last_site()
    {
        var weeks = DailyRules.Weeks(Asked, [Day("2026-11-24", 3, 1, 10), Day("2026-11-23", 5, 0, 0), Day("2026-11-29", 4, 1, 35, "south"), Day("2026-11-30", 1, 0, 0)]);
        Assert.Equal(["2026-W48", "2026-W49"], weeks.Select(week => week.Dimensions["week"]));
        Assert.Equal("south", weeks[0].Dimensions["site"]);
        Assert.Equal((12L, 2L, 45L, 3L), (weeks[0].Measures["stress"], weeks[0].Measures["missedBreak"], weeks[0].Measures["overtime"], weeks[0].Measures["days"]));
        Assert.All(weeks, week => Assert.True(CountedRows.IsWhole(Schema, week)));
    }

    [Theory]
    [InlineData(new[] { 3, 4, 4 }, 367, 0), InlineData(new[] { 4, 4, 4, 4, 4 }, 400, 1), InlineData(new[] { 5, 5, 5, 4, 4, 4, 1 }, 400, 1), InlineData(new[] { 5, 5, 5, 4, 4, 3, 1 }, 386, 0), InlineData(new[] { 5, 5, 5, 5, 5, 5, 5 }, 500, 1)]
    public void Are_counted_with_their_mean_and_not_with_their_sum(int[] stress, long mean, long strained)
    {
        var monday = new DateOnly(2026, 11, 23);
        var week = DailyRules.Weeks(Asked, stress.Select((answer, day) => KeyValuePair.Create(monday.AddDays(day), Answers(answer, 1, 480, "north"))));
        var row = Assert.Single(new CountedRows(Schema).Of(week));
        Assert.Equal((mean, mean * mean, strained), (row.Measures["meanStress"], row.Measures["meanStressSquared"], row.Measures["isStrained"]));
        Assert.Equal((10000L, 480L), (row.Measures["daysWithoutBreak"], row.Measures["meanOvertime"]));
    }

    [Fact]
    public void Count_a_person_once_over_their_weeks_where_the_table_does_so()
    {
        var once = SchemaOf(CampaignDefinitions.DailyStrain.Replace("\"week\",\n        \"site\"", "\"site\"", StringComparison.Ordinal).Replace("\"dimensions\"", "\"oncePerPerson\": true, \"dimensions\"", StringComparison.Ordinal));
        var row = Assert.Single(new CountedRows(once).Of(DailyRules.Weeks(Asked, [Day("2026-11-23", 5, 0, 0), Day("2026-11-24", 4, 0, 0), Day("2026-11-30", 3, 0, 0)])));
        Assert.Equal((375L, 0L), (row.Measures["meanStress"], row.Measures["isStrained"])); // the mean of 4.5 and 3
    }

    [Theory]
    [InlineData("2026-11-29", "2026-11-29", false), InlineData("2026-11-29", "2026-12-01", false), InlineData("2026-11-29", "2026-12-02", false), InlineData("2026-11-29", "2026-12-03", true)]
    [InlineData("2026-11-23", "2026-12-02", false), InlineData("2026-11-23", "2026-12-03", true), InlineData("2026-11-30", "2026-12-03", false)]
    public void Are_over_when_their_Sunday_can_no_more_be_answered_and_a_day_has_passed(string day, string today, bool over) =>
        Assert.Equal(over, DailyRules.IsOver(DailyRules.WeekOf(Read(day)), Read(today)));

    [Theory]
    [InlineData("2026-11-24", true), InlineData("2026-11-22", true), InlineData("2026-11-21", false), InlineData("2026-11-25", false), InlineData("24.11.2026", false), InlineData("", false)]
    public void May_be_answered_today_and_for_two_days_more(string day, bool open)
    {
        var (answered, refusal) = DailyRules.Day(day, new DateOnly(2026, 11, 24));
        Assert.Equal(open, refusal is null);
        Assert.True(!open || answered == Read(day));
    }

    [Fact]
    public void Are_those_of_the_clock_on_the_nodes_wall()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero));
        Assert.Equal(new DateOnly(2026, 11, 24), DailyRules.Today(clock));
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("Paris", TimeSpan.FromHours(1), null, null));
        Assert.Equal(new DateOnly(2026, 11, 25), DailyRules.Today(clock));
    }

    private static CampaignSchema SchemaOf(string json)
    {
        var (definition, refusal) = CampaignDefinitions.Read(json);
        Assert.True(definition is not null, refusal?.Message.En);
        return definition.Schema;
    }

    private static KeyValuePair<DateOnly, ContributedRow> Day(string day, long stress, long missed, long overtime, string site = "north") => new(Read(day), Answers(stress, missed, overtime, site));

    private static ContributedRow Answers(long stress, long missed, long overtime, string site) => new(
        new Dictionary<string, string> { ["site"] = site }, new Dictionary<string, long> { ["stress"] = stress, ["missedBreak"] = missed, ["overtime"] = overtime });

    private static DateOnly Read(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
