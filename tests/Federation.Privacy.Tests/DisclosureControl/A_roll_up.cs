using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

public sealed class A_roll_up
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "retail", "transport"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south"]);

    [Fact]
    public void Adds_up_what_the_unions_publish()
    {
        var a = new Survey(Sector).With(30, ["care"]).With(25, ["retail"]).Gated();
        var b = new Survey(Sector).With(12, ["care"]).With(40, ["retail"]).Gated();

        var sum = RollUp.Of([a, b], GateRule.Federation);

        var care = sum.Find(["care"])!;
        Assert.Equal(42, care.Persons);
        Assert.Equal(a.Find(["care"])!.Measures[0] + b.Find(["care"])!.Measures[0], care.Measures[0]);
        Assert.Equal(2, care.Sources);
        Assert.Equal(0, care.MissingSources);
    }

    [Fact]
    public void Says_which_cells_are_too_small_by_what_a_union_hides()
    {
        var a = new Survey(Sector).With(30, ["care"]).With(5, ["retail"]).With(20, ["transport"]).With(60, ["care"]).Gated();
        var b = new Survey(Sector).With(25, ["care"]).With(40, ["retail"]).With(30, ["transport"]).Gated();

        var retail = RollUp.Of([a, b], GateRule.Federation).Find(["retail"])!;

        Assert.Equal(40, retail.Persons);
        Assert.Equal(1, retail.MissingSources);
    }

    [Fact]
    public void Hides_a_cell_of_nineteen_though_the_unions_show_theirs()
    {
        var a = new Survey(Sector).With(10, ["care"]).With(30, ["retail"]).With(50, ["transport"]).Gated();
        var b = new Survey(Sector).With(0, ["care"]).With(30, ["retail"]).With(50, ["transport"]).Gated();

        var sum = RollUp.Of([a, b], GateRule.Federation);

        Assert.Null(sum.Find(["care"]));
        Assert.Null(sum.Find(["retail"])); // else the total gives care away
        Assert.NotNull(sum.Find(["transport"]));
    }

    [Fact]
    public void Takes_unions_with_different_weeks()
    {
        var a = new Survey(("week", ["2026-W10"])).With(30, ["2026-W10"]).Gated();
        var b = new Survey(("week", ["2026-W11"])).With(30, ["2026-W11"]).Gated();

        Assert.Equal(["2026-W10", "2026-W11"], RollUp.Of([a, b], GateRule.Federation).Dimensions[0].Codes);
    }

    [Fact]
    public void Refuses_tables_that_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => RollUp.Of([new Survey(Sector).Gated(), new Survey(Region).Gated()], GateRule.Federation));

    [Fact]
    public void Gives_no_cell_away() =>
        Gen.Select(Gen.Int[0, 40].Array[6], Gen.Int[0, 40].Array[6]).Sample((a, b) =>
        {
            var sum = RollUp.Of([Of(a), Of(b)], GateRule.Federation);

            Assert.True(sum.Audit.IsProtected);
            Assert.All(sum.Published, cell => Assert.True(cell.Persons >= 20));
        }, iter: 300);

    private static GatedTable Of(int[] counts)
    {
        var survey = new Survey(Sector, Region);
        foreach (var (count, place) in counts.Select((count, place) => (count, place)))
        {
            survey.With(count, [Sector.Item2[place / 2], Region.Item2[place % 2]]);
        }

        return survey.Gated();
    }
}
