using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Tests.Datasets;

/// <summary>Sites of fewer than ten people, where the form says that they stand together.</summary>
public sealed class Groups_too_small_to_be_shown
{
    private static readonly GateRule Rule = new(10);

    private static readonly CampaignCard Campaign = new(
        Guid.Empty, "", Same("Hours"), CampaignState.Open,
        new CampaignSchema(
            [
                new SchemaField("site", FieldKind.Choice, Same("Site"), Choices: [.. new[] { "a", "b", "c", "d", "e" }.Select(code => new SchemaChoice(code, Same("Site " + code)))], MergeSmall: true),
                new SchemaField("shift", FieldKind.Choice, Same("Shift"), Choices: [new("day", Same("Day")), new("night", Same("Night"))]),
                new SchemaField("minutes", FieldKind.Number, Same("Worked"), Units.Minutes, 0, 6000),
            ],
            new TableRule(["site", "shift"], ["minutes"])),
        new Dictionary<string, Notice>(), 1, Same("Purpose"), 10, [], 12, Guid.Empty, null);

    [Fact]
    public void Stand_together_with_those_of_nobody_and_the_next_larger_until_they_are_a_group()
    {
        var table = Table(Given(("a", 40), ("b", 24), ("c", 12), ("d", 7)));
        Assert.Equal(["a", "b", SchemaField.SmallGroups], table.Dimensions[0].Codes.Select(code => code.Code));
        Assert.Equal(19, table.Find([SchemaField.SmallGroups, null])!.Persons);
        Assert.Equal(83, table.Find([null, null])!.Persons);
        Assert.Empty(table.Hidden);
        Assert.Null(TableFile.Read(table.Bytes()).Reason);
    }

    [Fact]
    public void Stand_apart_where_all_are_large_enough() =>
        Assert.Equal(["a", "b", "c", "d", "e"], Table(Given(("a", 40), ("b", 24), ("c", 12))).Dimensions[0].Codes.Select(code => code.Code));

    [Fact]
    public void Stay_together_in_a_later_version_though_they_have_grown()
    {
        var before = Given(("a", 40), ("b", 24), ("c", 12), ("d", 7));
        List<ContributionRow> now = [.. before, .. Given(("d", 30), 1000)];
        Assert.Equal(["a", "b", SchemaField.SmallGroups], Table(now, Earlier(before)).Dimensions[0].Codes.Select(code => code.Code));
    }

    [Fact]
    public void Are_hidden_and_not_put_together_where_readers_have_the_others_alone()
    {
        // Together with c, which an earlier version shows, d would be the difference.
        var before = Given(("a", 40), ("b", 24), ("c", 12));
        var earlier = Earlier(before);
        List<ContributionRow> now = [.. before, .. Given(("d", 4), 1000), .. Given(("a", 20), 2000)];
        var table = Table(now, earlier);
        Assert.Contains("d", table.Dimensions[0].Codes.Select(code => code.Code));
        Assert.Null(table.Find(["d", null]));
        Assert.Contains(table.Hidden, cell => cell.Codes is ["d", null]);
    }

    [Fact]
    public void Of_a_union_are_hidden_in_a_sum_with_unions_that_show_them()
    {
        var (one, other) = (Table(Given(("a", 40), ("b", 24), ("c", 12), ("d", 7))), Table(Given(("a", 30), ("b", 30), ("c", 30), ("d", 30), ("e", 30))));
        var sum = RollUpTable.Of(Same("Sum"), null, [one, other], 20, null, []).File;
        Assert.DoesNotContain(SchemaField.SmallGroups, sum.Dimensions[0].Codes.Select(code => code.Code));
        Assert.Equal((70, 0), (sum.Find(["a", null])!.Persons, sum.Find(["a", null])!.MissingSources));
        Assert.Equal((30, 1), (sum.Find(["c", null])!.Persons, sum.Find(["c", null])!.MissingSources)); // and says that one is missing
        Assert.Equal(233, sum.Find([null, null])!.Persons);
        Assert.Equal(30 + 19, sum.Find(["c", null])!.Bounds!.High[0]); // at most all of those that stand together

        // Beside an earlier sum too, of which that union has another version now.
        var more = Table(Given(("a", 70), ("b", 24), ("c", 12), ("d", 7)));
        var next = RollUpTable.Of(Same("Sum"), null, [more, other], 20, null, [new EarlierSum(sum, [(one, more)])]).File;
        Assert.Equal(100, next.Find(["a", null])!.Persons);
    }

    private static TableFile Table(IReadOnlyList<ContributionRow> rows, params EarlierTable[] earlier) => CampaignTable.Of(Campaign, Held(rows), Rule, null, earlier)!.Value.File;

    private static EarlierTable Earlier(IReadOnlyList<ContributionRow> rows) => new(Table(rows), Held(rows));

    private static ContributionRows Held(IReadOnlyList<ContributionRow> rows)
    {
        var held = new ContributionRows(Campaign.Schema.Table);
        foreach (var row in rows)
        {
            held.Add(row.ConsentId, row.Dimensions, row.Measures);
        }

        return held;
    }

    private static List<ContributionRow> Given(params (string Site, int People)[] sites) => [.. sites.SelectMany((site, place) => Given(site, 100 * place))];

    // Half of them at night.
    private static IEnumerable<ContributionRow> Given((string Site, int People) site, int from) => Enumerable.Range(from, site.People).Select(person => new ContributionRow(
        new Guid(person + 1, 0, 0, new byte[8]), new Dictionary<string, string> { ["site"] = site.Site, ["shift"] = site.People < 20 || person % 2 == 0 ? "day" : "night" },
        new Dictionary<string, long> { ["minutes"] = 2400 + person }));

    private static Text Same(string text) => Text.Same(text);
}
