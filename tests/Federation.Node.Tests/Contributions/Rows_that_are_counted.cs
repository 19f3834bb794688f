using Federation.Node.Campaigns;
using Federation.Node.Contributions;

namespace Federation.Node.Tests.Contributions;

public sealed class Rows_that_are_counted
{
    private static readonly CampaignSchema Schema = CampaignDefinitions.Read(CampaignDefinitions.UnpaidHours).Definition!.Schema;

    [Fact]
    public void Are_one_a_person_with_the_mean_of_their_weeks()
    {
        var row = Assert.Single(new CountedRows(Schema).Of([Week(44, 50, 40), Week(45, 47, 42)]));
        Assert.Equal("over48", row.Dimensions["weeklyHours"]); // 48.5 hours
        Assert.Equal((2910L, 450L, 450L * 450, 1L), (row.Measures["workedMinutes"], row.Measures["unpaidMinutes"], row.Measures["unpaidMinutesSquared"], row.Measures["isUnpaid"]));
        Assert.Equal(450L * 1500 / 60, row.Measures["unpaidPay"]);
        Assert.Equal(["site", "weeklyHours"], row.Dimensions.Keys.Order());
        Assert.DoesNotContain("hourlyRate", row.Measures.Keys);
    }

    [Theory]
    [InlineData(48, "upTo48"), InlineData(35, "upTo35"), InlineData(35.02, "upTo40"), InlineData(48.02, "over48")]
    public void Stand_under_the_answer_up_to_whose_bound_they_come(double hours, string band) =>
        Assert.Equal(band, Assert.Single(new CountedRows(Schema).Of([Week(44, hours, 20)])).Dimensions["weeklyHours"]);

    [Fact]
    public void Balance_an_hour_with_one_that_is_paid_a_week_later()
    {
        var row = Assert.Single(new CountedRows(Schema).Of([Week(44, 42, 40), Week(45, 38, 41)]));
        Assert.Equal((0L, 0L, 0L), (row.Measures["unpaidMinutes"], row.Measures["unpaidPay"], row.Measures["isUnpaid"]));
    }

    [Fact]
    public void Leave_out_what_lacks_the_pay_slip()
    {
        Assert.Empty(new CountedRows(Schema).Of([Week(44, 40, null)]));
        Assert.Equal(2400, Assert.Single(new CountedRows(Schema).Of([Week(44, 40, 40), Week(45, 60, null)])).Measures["workedMinutes"]);
    }

    [Fact]
    public void Keep_what_a_pay_slip_said_when_the_week_is_given_again_and_the_other_way_round()
    {
        var paid = new ContributedRow(new Dictionary<string, string> { ["week"] = "2026-W44" }, new Dictionary<string, long> { ["paidMinutes"] = 2100, ["hourlyRate"] = 1600 });
        foreach (var givings in new[] { new[] { paid, Week(44, 40, null) }, [Week(44, 38, 38), paid, Week(44, 40, null)], [Week(44, 40, null), paid] })
        {
            var row = Assert.Single(ContributionRules.Current(givings.Select(each => new ContributedRows([each])), Schema));
            Assert.Equal((2400L, 2100L, 1600L, "north"), (row.Measures["workedMinutes"], row.Measures["paidMinutes"], row.Measures["hourlyRate"], row.Dimensions["site"]));
        }
    }

    [Theory]
    [InlineData("workedMinutes - paidMinutes", "workedMinutes - rent", "'rent' is no number that stands before it")]
    [InlineData("workedMinutes - paidMinutes", "workedMinutes -", "it ends where a number or a column should stand")]
    [InlineData("\"weeklyHours\",\n        \"site\"", "\"weeklyHours\",\n        \"week\"", "counts each person once, so it cannot group by week")]
    [InlineData("2100,", "9999,", "its bounds do not rise")]
    [InlineData("\"squareOf\": \"workedMinutes\"", "\"squareOf\": \"site\"", "'site' is no number")]
    public void Are_made_by_definitions_that_can_be_read(string part, string other, string why)
    {
        Assert.Contains(part, CampaignDefinitions.UnpaidHours, StringComparison.Ordinal);
        var (definition, refusal) = CampaignDefinitions.Read(CampaignDefinitions.UnpaidHours.Replace(part, other, StringComparison.Ordinal));
        Assert.Null(definition);
        Assert.Contains(why, refusal!.Message.En, StringComparison.Ordinal);
    }

    private static ContributedRow Week(int week, double worked, double? paid) => new(
        new Dictionary<string, string> { ["site"] = "north", ["week"] = $"2026-W{week}" },
        new Dictionary<string, long>(paid is { } hours ? [new("paidMinutes", (long)(hours * 60)), new("hourlyRate", 1500)] : Array.Empty<KeyValuePair<string, long>>())
        {
            ["workedMinutes"] = (long)(worked * 60), ["missedBreaks"] = 1, ["eveningMinutes"] = 60, ["weekendMinutes"] = 0,
        });
}
