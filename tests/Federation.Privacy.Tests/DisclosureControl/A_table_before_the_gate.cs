using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

public sealed class A_table_before_the_gate
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "retail", "transport"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south", "west"]);
    private static readonly (string, string[]) Week = ("week", ["W1", "W2"]);

    [Fact]
    public void Keeps_every_cell_when_all_groups_are_large()
    {
        var gated = new Survey(Sector, Region).With(12, ["care", "north"]).With(10, ["retail", "south"]).Gated();

        Assert.Empty(gated.Suppressed);
        Assert.Equal(10, gated.Find(["retail", "south"])!.Persons);
        Assert.Equal(22, gated.Find([null, null])!.Persons);
    }

    [Fact]
    public void Loses_the_cell_of_nine_and_keeps_that_of_ten()
    {
        var gated = new Survey(("sector", ["care", "retail", "transport"])).With(9, ["care"]).With(10, ["retail"]).With(30, ["transport"]).Gated();

        Assert.Equal(SuppressionReason.Primary, Assert.Single(gated.Suppressed, cell => cell.Codes[0] == "care").Reason);
        Assert.Equal(SuppressionReason.Secondary, Assert.Single(gated.Suppressed, cell => cell.Codes[0] == "retail").Reason);
        Assert.NotNull(gated.Find(["transport"]));
        Assert.NotNull(gated.Find([null]));
    }

    [Fact]
    public void Loses_another_cell_when_two_hidden_ones_are_together_too_small()
    {
        // 4 + 5 = 9 persons would stand behind the total less the rest.
        var gated = new Survey(("sector", ["care", "retail", "transport", "hotels"]))
            .With(4, ["care"]).With(5, ["retail"]).With(30, ["transport"]).With(40, ["hotels"]).Gated();

        Assert.Equal(["care", "retail", "transport"], gated.Suppressed.Select(cell => cell.Codes[0]));
    }

    [Fact]
    public void Counts_a_person_of_two_weeks_once_in_the_total()
    {
        var table = new Survey(("sector", ["care"]), Week).With(12, ["care", "W1"], first: 0).With(12, ["care", "W2"], first: 0).Table();

        Assert.Equal(12, table.PersonsAt(["care", null]));
        Assert.Equal(24, table.ContributionsAt(["care", null]));
    }

    [Fact]
    public void Hides_everything_when_nobody_is_enough()
    {
        var gated = new Survey(Sector, Region).With(3, ["care", "north"]).With(4, ["retail", "south"]).Gated();

        Assert.Empty(gated.Published);
        Assert.Null(gated.Population);
        Assert.True(gated.Audit.IsProtected);
    }

    [Fact]
    public void Passes_empty()
    {
        var gated = new Survey(Sector).Gated();

        Assert.Empty(gated.Published);
        Assert.Empty(gated.Suppressed);
    }

    [Fact]
    public void Comes_out_with_nothing_an_attacker_can_solve_and_no_group_below_the_minimum() =>
        Gen.Int[0, 25].Array[18].Sample(counts =>
        {
            var table = Of(counts);
            var gated = Gate.Pass(table, GateRule.Union);

            Assert.Empty(Attacker.Solves(gated));
            Assert.True(gated.Audit.IsProtected);
            Assert.All(gated.Published, cell => Assert.True(cell.Persons >= 10));
            Assert.All(gated.Published, cell => Assert.Equal(table.MeasuresAt(cell.Codes), cell.Measures));
            foreach (var (margin, parts) in Sums(gated))
            {
                var hidden = parts.Where(codes => gated.Find(codes) is null).Sum(table.PersonsAt);
                Assert.True(gated.Find(margin) is null || hidden is 0 or >= 10, $"{hidden} persons behind the total less the rest");
            }
        }, iter: 300);

    [Fact]
    public void Is_hidden_the_same_way_every_time() =>
        Gen.Int[0, 25].Array[18].Sample(counts =>
            Gate.Pass(Of(counts), GateRule.Union).Suppressed.Select(Name).SequenceEqual(Gate.Pass(Of(counts), GateRule.Union).Suppressed.Select(Name)), iter: 30);

    private static string Name(SuppressedCell cell) => string.Join('/', cell.Codes) + cell.Reason;

    private static Table Of(int[] counts)
    {
        var survey = new Survey(Sector, Region, Week);
        var place = 0;
        foreach (var sector in Sector.Item2)
        {
            foreach (var region in Region.Item2)
            {
                foreach (var week in Week.Item2)
                {
                    survey.With(counts[place++], [sector, region, week]);
                }
            }
        }

        return survey.Table();
    }

    // Every total with what it adds up, in the table's own words.
    private static IEnumerable<(string?[] Margin, IEnumerable<string?[]> Parts)> Sums(GatedTable table) =>
        from sector in Sector.Item2.Append(null) from region in Region.Item2.Append(null) from week in Week.Item2.Append(null)
        let cell = (string?[])[sector, region, week]
        from d in Enumerable.Range(0, 3) where cell[d] is null
        select (cell, table.Dimensions[d].Codes.Select(code => cell.Select((old, i) => i == d ? code : old).ToArray()));
}
