using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Tables;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Node.Tests.Datasets.Noise;

/// <summary>What readers may rely on: drawn hundreds of times, because one draw shows nothing.</summary>
public sealed class Figures_with_noise
{
    private const int Draws = 400;

    // 300 people, of whom 90 work more than 48 hours; one of them gave 20 weeks, in two sectors.
    private static readonly CampaignCard Campaign = new(
        Guid.Empty, "", Text("Hours"), CampaignState.Open,
        new CampaignSchema(
            [
                new SchemaField("sector", FieldKind.Choice, Text("Sector"), Choices: [new("care", Text("Care")), new("retail", Text("Retail")), new("mining", Text("Mining"))]),
                new SchemaField("region", FieldKind.Choice, Text("Region"), Choices: [new("north", Text("North")), new("south", Text("South"))]),
                new SchemaField("week", FieldKind.Week, Text("Week")),
                new SchemaField("long", FieldKind.Number, Text("Above 48 hours"), Units.Share, 0, 1),
                new SchemaField("minutes", FieldKind.Number, Text("Worked"), Units.Minutes, 0, 6000),
            ],
            new TableRule(["sector", "region", "week"], ["long", "minutes"])),
        new Dictionary<string, Notice>(), 1, Text("Purpose"), 10, [], 12, Guid.Empty, null);

    private static readonly IReadOnlyList<ContributionRow> Rows =
    [
        .. Enumerable.Range(0, 299).Select(person => Row(person, "care", person % 2 == 0 ? "north" : "south", "2026-W45", person < 90 ? 1 : 0, 2400)),
        .. Enumerable.Range(1, 20).Select(week => Row(299, week < 20 ? "retail" : "care", "north", $"2026-W{week:00}", 0, 2400)),
    ];

    [Fact]
    public void Hold_the_truth_within_their_intervals_in_more_than_95_of_100_cases()
    {
        var choice = new NoiseChoice(["region"], ["long", "minutes"], NoiseTerms.CampaignLimit);
        var (people, share, mean, widest) = (0, 0, 0, 0m);
        for (var draw = 0; draw < Draws; draw++)
        {
            var table = Draw(choice);
            var (all, reading) = (table.Find([null])!, new TableReading(table));
            people += Math.Abs(all.Persons - 300) <= all.PlusMinus![0] ? 1 : 0;
            var (low, high) = reading.Interval(all, 0)!.Value;
            share += low <= 0.30m && high >= 0.30m ? 1 : 0;
            widest = Math.Max(widest, high - low);
            var (least, most) = reading.Interval(all, 1)!.Value;
            mean += least <= 2400 && most >= 2400 ? 1 : 0;
        }

        Assert.InRange(people, Draws * 0.91, Draws * 0.99); // the noise alone: neither wider nor narrower than said
        Assert.InRange(share, Draws * 0.95, Draws);
        Assert.InRange(mean, Draws * 0.93, Draws);
        Assert.InRange(widest, 0.05m, 0.5m); // and it says something
    }

    [Fact]
    public void Count_a_person_of_many_weeks_once_where_the_last_week_has_them()
    {
        var sure = new NoiseChoice(["sector", "region"], ["minutes"], 1_000_000_000); // so dear that the noise is nothing
        var table = NoisyCampaignTable.Of(Campaign, Rows, sure, new SecureRandomBytes());
        Assert.Equal(300, table.Find(["care", null])!.Persons);
        Assert.Equal(151, table.Find(["care", "north"])!.Persons);
        Assert.Null(table.Find(["retail", null])); // nobody: left out, as every group below the smallest
        Assert.Equal(300 * 2400, table.Find([null, null])!.Measures[0]);
        Assert.Equal(table.Find([null, null])!.Persons, table.Find([null, "north"])!.Persons + table.Find([null, "south"])!.Persons);
    }

    [Fact]
    public void Count_a_person_under_each_of_their_answers_and_once_among_all()
    {
        var survey = Survey(3);
        IReadOnlyList<ContributionRow> rows =
        [
            .. Enumerable.Range(0, 100).SelectMany(person => Answers(person, "north", "pay", "hours")),
            .. Enumerable.Range(100, 50).SelectMany(person => Answers(person, "south", "hours", "breaks", "safety")),
        ];
        var table = NoisyCampaignTable.Of(survey, rows, new NoiseChoice(["region", "demand"], [], 1_000_000_000), new SecureRandomBytes());
        Assert.Equal(150, table.Find([null, null])!.Persons);
        Assert.Equal(150, table.Find([null, "hours"])!.Persons);
        Assert.Equal(100, table.Find(["north", null])!.Persons);
        Assert.Equal(50, table.Find(["south", "safety"])!.Persons);
        Assert.Null(table.Find([null, "transport"])); // nobody's
        Assert.Null(TableFile.Read(table.Bytes()).Reason);
        var hours = new TableReading(table).Shares(1).Single(share => share.Answer.En == "hours");
        Assert.Equal((150, 150), (hours.Persons, hours.Of));
        Assert.Contains("once under each of at most 3 answers", table.Method.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 4), InlineData(8, 9)]
    public void Are_moved_further_the_more_a_person_may_answer(long answers, int places)
    {
        var one = new NoiseChoice(["region"], [], NoiseTerms.CampaignLimit).Rule(Survey(answers).Schema).OfCounts().Variance;
        var several = new NoiseChoice(["region", "demand"], [], NoiseTerms.CampaignLimit).Rule(Survey(answers).Schema).OfCounts().Variance;
        Assert.Equal((one * places).ToString(), several.ToString()); // squares of what one person changes add up
    }

    [Fact]
    public void Of_a_person_count_no_more_answers_than_the_form_allows()
    {
        IReadOnlyList<ContributionRow> rows = [.. Enumerable.Range(0, 20).SelectMany(person => Answers(person, "north", "pay", "hours", "breaks", "safety"))];
        var table = NoisyCampaignTable.Of(Survey(2), rows, new NoiseChoice(["demand"], [], 1_000_000_000), new SecureRandomBytes());
        Assert.Equal(20 * 2, table.Cells.Where(cell => cell.Codes[0] is not null).Sum(cell => cell.Persons));
        Assert.Equal(20, table.Find([null])!.Persons);
    }

    [Fact]
    public void Are_another_draw_each_time()
    {
        var choice = new NoiseChoice(["sector"], [], NoiseTerms.CampaignLimit / 10);
        Assert.True(Enumerable.Range(0, 20).Select(_ => Draw(choice).Find(["care"])!.Persons).Distinct().Count() > 5);
    }

    [Fact]
    public void Are_read_by_a_peer_and_added_to_no_others()
    {
        var table = Draw(new NoiseChoice(["sector", "region"], ["long"], NoiseTerms.CampaignLimit));
        Assert.Null(TableFile.Read(table.Bytes()).Reason);
        Assert.False(RollUpTable.CanAdd([table, table]));
    }

    [Theory]
    [InlineData("0/1"), InlineData("1/0"), InlineData("a/b"), InlineData("-1/2"), InlineData("9999999999999999999/1"), InlineData("")]
    public void Are_refused_when_their_price_is_none(string rho)
    {
        var table = Draw(new NoiseChoice(["sector"], [], NoiseTerms.CampaignLimit)) with { Noise = new TableNoise(rho) };
        Assert.Contains("what its noise costs", TableFile.Read(table.Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_refused_when_they_do_not_say_how_far_noise_moved_them() => Assert.All<Action<JsonObject>>(
    [
        table => table["cells"]![0]!.AsObject().Remove("plusMinus"),
        table => table["cells"]![0]!["plusMinus"]!.AsArray().Add(3),
        table => table["cells"]![0]!["plusMinus"]![0] = -1,
        table => table.Remove("noise"),
    ], spoil =>
    {
        var table = JsonNode.Parse(Draw(new NoiseChoice(["sector"], [], NoiseTerms.CampaignLimit)).Bytes())!.AsObject();
        spoil(table);
        Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(table.ToJsonString())).Reason);
    });

    private static TableFile Draw(NoiseChoice choice) => NoisyCampaignTable.Of(Campaign, Rows, choice, new SecureRandomBytes());

    private static ContributionRow Row(int person, string sector, string region, string week, long isLong, long minutes) => new(
        new Guid(person, 0, 0, new byte[8]), new Dictionary<string, string> { ["sector"] = sector, ["region"] = region, ["week"] = week },
        new Dictionary<string, long> { ["long"] = isLong, ["minutes"] = minutes });

    private static CampaignCard Survey(long answers) => Campaign with
    {
        Schema = new CampaignSchema(
            [
                Campaign.Schema.Fields.Single(field => field.Name == "region"),
                new SchemaField("demand", FieldKind.Several, Text("Demand"), Minimum: 1, Maximum: answers,
                    Choices: [.. new[] { "pay", "hours", "breaks", "safety", "transport" }.Select(code => new SchemaChoice(code, Text(code)))]),
            ],
            new TableRule(["region", "demand"], [])),
    };

    private static IEnumerable<ContributionRow> Answers(int person, string region, params string[] demands) => demands.Select(demand => new ContributionRow(
        new Guid(person, 0, 0, new byte[8]), new Dictionary<string, string> { ["region"] = region, ["demand"] = demand }, new Dictionary<string, long>()));

    private static Node.Shell.Text Text(string text) => Node.Shell.Text.Same(text);
}
