using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Contributions.CleanInsights;

namespace Federation.Node.Tests.Contributions.CleanInsights;

public sealed class What_an_app_measured
{
    // Monday 2 to Monday 9 November 2026, UTC.
    private const string Week = "\"period_start\":1793577600,\"period_end\":1794182400";

    private static readonly CampaignSchema Schema = CampaignDefinitions.Read(MeasuredHours.Definition).Definition!.Schema;

    [Fact]
    public void Is_added_up_by_the_week_and_what_no_field_names_is_left_out()
    {
        var (rows, refusal) = Read($$"""
            {"idsite":1,"lang":"fr;q=1","ua":"App/1","visits":[{"action_name":"Hours/Log",{{Week}},"times":5},{"action_name":"Other",{{Week}},"times":9}],
             "events":[{"category":"hours","action":"worked","name":"site-north","value":400.6,{{Week}},"times":3},{"category":"hours","action":"worked","name":"site-south","value":100,{{Week}},"times":1}]}
            """);
        Assert.Null(refusal);
        var row = Assert.Single(rows!.Rows);
        Assert.Equal(("care", "2026-W45", 501L, 0L, 5L), (row.Dimensions["sector"], row.Dimensions["week"], row.Measures["workedMinutes"], row.Measures["missedBreaks"], row.Measures["entries"]));
    }

    [Theory]
    [InlineData("", "not-json", "no JSON object")]
    [InlineData("[]", "not-json", "no JSON object")]
    [InlineData("{\"idsite\":1,\"idsite\":2}", "not-json", "twice")]
    [InlineData("{\"idsite\":1,\"consent\":\"x\",\"visits\":[]}", "unknown-properties", "consent")]
    [InlineData("{\"idsite\":1,\"events\":[{\"category\":\"a\",\"action\":\"b\",\"gps\":1,\"who\":2}]}", "unknown-properties", "events[0].gps, events[0].who")]
    [InlineData("{\"visits\":[]}", "wrong", "idsite")]
    [InlineData("{\"idsite\":0}", "wrong", "idsite")]
    [InlineData("{\"idsite\":1,\"lang\":7}", "wrong", "lang")]
    [InlineData("{\"idsite\":1,\"visits\":{}}", "wrong", "visits")]
    [InlineData("{\"idsite\":1,\"visits\":[7]}", "wrong", "visits[0]")]
    [InlineData("{\"idsite\":1,\"visits\":[{\"action_name\":\"\"}]}", "wrong", "visits[0].action_name")]
    [InlineData("{\"idsite\":1,\"visits\":[{\"action_name\":\"a\",\"period_start\":1,\"period_end\":2,\"times\":1}]}", "wrong", "visits[0].period_start")]
    [InlineData("{\"idsite\":1,\"visits\":[{\"action_name\":\"a\"," + Week + ",\"times\":0}]}", "wrong", "visits[0].times")]
    [InlineData("{\"idsite\":1,\"events\":[{\"category\":\"a\",\"action\":\"b\",\"value\":\"7\"," + Week + ",\"times\":1}]}", "wrong", "events[0].value")]
    [InlineData("{\"idsite\":1,\"events\":[{\"category\":\"a\",\"action\":\"b\",\"value\":1e300," + Week + ",\"times\":1}]}", "wrong", "events[0].value")]
    [InlineData("{\"idsite\":1}", "nothing", "no visit")]
    [InlineData("{\"idsite\":1,\"visits\":[{\"action_name\":\"Hours/Log\",\"period_start\":1793577600,\"period_end\":1793664000,\"times\":1}]}", "not-seven-days", "one is of 1")]
    [InlineData("{\"idsite\":1,\"visits\":[{\"action_name\":\"Other\"," + Week + ",\"times\":1}]}", "nothing-measured", "None of these")]
    public void Is_refused_with_the_name_of_what_is_wrong(string message, string code, string words)
    {
        var (rows, refusal) = Read(message);
        Assert.Null(rows);
        Assert.Equal("contributions.cleaninsights." + code, refusal!.Code);
        Assert.Contains(words, refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_kept_whole_or_not_at_all() => Assert.Equal("contributions.out-of-range", Read(
        $$"""{"idsite":1,"events":[{"category":"hours","action":"missed_break",{{Week}},"times":22}],"visits":[{"action_name":"Hours/Log",{{Week}},"times":1}]}""").Refusal!.Code);

    [Fact]
    public void Is_bounded()
    {
        var many = string.Join(',', Enumerable.Repeat($$"""{"action_name":"Hours/Log",{{Week}},"times":1}""", 1001));
        Assert.Equal("contributions.cleaninsights.too-many", Read($$"""{"idsite":1,"visits":[{{many}}]}""").Refusal!.Code);
        Assert.Equal("contributions.cleaninsights.not-json", Read(new string('[', 100_000)).Refusal!.Code);
    }

    [Theory]
    [InlineData("\"event\":\"hours/worked\"", "\"event\":\"worked\"", "not of the form category/action")]
    [InlineData("\"field\":\"missedBreaks\"", "\"field\":\"sector\"", "no number of the form")]
    [InlineData("\"field\":\"missedBreaks\"", "\"field\":\"entries\"", "measured twice")]
    [InlineData("\"visit\":\"Hours/Log\"", "\"visit\":\"Hours/Log\",\"figure\":\"value\"", "a visit has no value")]
    [InlineData("\"visit\":\"Hours/Log\"", "\"visit\":\"Hours/Log\",\"event\":\"a/b\"", "name one of the two")]
    [InlineData(",{\"field\":\"entries\",\"visit\":\"Hours/Log\"}", "", "'entries' is not measured")]
    public void Cannot_be_asked_for_with_a_definition_that_leaves_it_open(string part, string other, string why)
    {
        Assert.Contains(part, MeasuredHours.Definition, StringComparison.Ordinal);
        Assert.Contains(why, CampaignDefinitions.Read(MeasuredHours.Definition.Replace(part, other, StringComparison.Ordinal)).Refusal!.Message.En, StringComparison.Ordinal);
    }

    private static (ContributedRows? Rows, ContributionRefusal? Refusal) Read(string message)
    {
        var (measurements, refusal) = MeasurementReader.Read(Encoding.UTF8.GetBytes(message));
        return measurements is null ? (null, refusal)
            : MeasurementRules.Read(Schema, new Dictionary<string, string> { ["sector"] = "care" }, measurements, new DateOnly(2026, 11, 24));
    }
}
