using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Somebody withdraws, and whoever kept the version before reads both.</summary>
public sealed class A_table_that_is_corrected
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "hotels", "retail"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south"]);

    [Fact]
    public void Hides_what_the_version_before_hid_although_another_cell_would_do_now()
    {
        // Care is too small, and hotels, as the smaller neighbour, went with it. Then one of retail leaves: retail is the smaller one now.
        var before = new Survey(Sector).With(4, ["care"]).With(12, ["hotels"]).With(12, ["retail"]).Gated();
        Assert.Equal(["care", "hotels"], Hidden(before));
        var left = new Survey(Sector).With(4, ["care"]).With(12, ["hotels"]).With(11, ["retail"]).Table();

        var corrected = Gate.Pass(left, GateRule.Union, Codes(before));

        Assert.Equal(["care", "hotels"], Hidden(corrected));
        Assert.Equal(SuppressionReason.HiddenBefore, corrected.Suppressed[1].Reason);
        Assert.Equal(["care", "retail"], Hidden(Gate.Pass(left, GateRule.Union)));
    }

    [Fact]
    public void Does_not_say_that_a_hidden_cell_is_empty_now()
    {
        var before = new Survey(Sector).With(1, ["care"]).With(12, ["hotels"]).With(30, ["retail"]).Gated();
        var left = new Survey(Sector).With(12, ["hotels"]).With(30, ["retail"]).Table();

        Assert.Equal(["care", "hotels"], Hidden(Gate.Pass(left, GateRule.Union, Codes(before))));
    }

    [Fact]
    public void Shows_nothing_that_a_version_before_hid_and_cannot_be_solved_whoever_leaves() =>
        Gen.Select(Gen.Int[0, 25].Array[6], Gen.Int[0, 5], Gen.Int[1, 3]).Sample((counts, from, leaving) =>
        {
            var before = Of(counts).Gated();
            for (var leaves = 0; leaves < leaving && counts[from] > 0; leaves++)
            {
                counts[from]--;
                var corrected = Gate.Pass(Of(counts).Table(), GateRule.Union, Codes(before));

                Assert.All(before.Suppressed, cell => Assert.Null(corrected.Find(cell.Codes)));
                Assert.Empty(Attacker.Solves(corrected));
                Assert.True(corrected.Audit.IsProtected);
                Assert.All(corrected.Published, cell => Assert.True(cell.Persons >= 10));
                before = corrected;
            }
        }, iter: 300);

    [Fact]
    public void Stays_hidden_in_a_roll_up_when_one_source_is_taken_back()
    {
        var a = new Survey(Sector).With(30, ["hotels"]).With(50, ["retail"]).Gated();
        var b = new Survey(Sector).With(12, ["care"]).With(40, ["hotels"]).With(60, ["retail"]).Gated();
        var before = RollUp.Of([a, b], GateRule.Federation);
        Assert.Equal(["care", "hotels"], Hidden(before));

        var corrected = RollUp.Of([a], GateRule.Federation, Codes(before));

        Assert.Equal(["care", "hotels"], Hidden(corrected));
        Assert.Empty(Attacker.Solves(corrected));
        Assert.Empty(Hidden(RollUp.Of([a], GateRule.Federation)));
    }

    [Fact]
    public void Has_every_cell_that_was_hidden_before() =>
        Assert.Throws<ArgumentException>(() => Gate.Pass(new Survey(Sector).Table(), GateRule.Union, [["fishing"]]));

    private static IReadOnlyList<IReadOnlyList<string?>> Codes(GatedTable table) => [.. table.Suppressed.Select(cell => cell.Codes)];

    private static IEnumerable<string?> Hidden(GatedTable table) => table.Suppressed.Select(cell => cell.Codes[0]);

    private static Survey Of(int[] counts)
    {
        var survey = new Survey(Sector, Region);
        for (var place = 0; place < counts.Length; place++)
        {
            survey.With(counts[place], [Sector.Item2[place / 2], Region.Item2[place % 2]]);
        }

        return survey;
    }
}
