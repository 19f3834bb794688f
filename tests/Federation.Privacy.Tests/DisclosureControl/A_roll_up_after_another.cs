using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Whoever kept the roll-up before and has the tables of all unions but one subtracts, and knows by how much that one's figures changed.</summary>
public sealed class A_roll_up_after_another
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "hotels", "retail"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south"]);

    [Fact]
    public void Hides_a_cell_in_which_a_union_grew_by_fewer_than_the_federations_minimum()
    {
        // Twelve are enough for the union, and not for the federation.
        var sum = After([12, 12, 20, 20, 20, 20], [12, 25, 0, 0, 0, 0]);

        Assert.Equal(SuppressionReason.Differencing, Assert.Single(sum.Suppressed, cell => cell.Codes.SequenceEqual(["care", "north"])).Reason);
        Assert.NotNull(sum.Find([null, null])); // thirty-seven have come in all
    }

    [Fact]
    public void Shows_what_did_not_change_and_what_changed_by_many() =>
        Assert.Empty(After([12, 12, 20, 20, 20, 20], [0, 0, 25, 0, 0, 30]).Suppressed);

    [Fact]
    public void Hides_even_the_total_when_few_have_come() =>
        Assert.Equal(SuppressionReason.Differencing, Assert.Single(After([12, 12, 20, 20, 20, 20], [12, 0, 0, 0, 0, 0]).Suppressed, cell => cell.Codes.All(code => code is null)).Reason);

    [Fact]
    public void Hides_a_cell_in_which_as_many_came_as_went()
    {
        var (before, now) = (Of([30, 30, 30, 30, 30, 30]).Gated(), Of([30, 30, 30, 30, 30, 30], new Survey(Sector, Region).With(0, ["care", "north"], 3)).Gated());
        var other = Of([30, 30, 30, 30, 30, 30]).Gated();
        Assert.NotEqual(before.Find([null, null])!.Measures[0], now.Find([null, null])!.Measures[0]);

        var sum = RollUp.Of([now, other], GateRule.Federation, null, [new EarlierRollUp([], [new RevisedSource(before, now)])]);

        Assert.Null(sum.Find([null, null]));
    }

    [Fact]
    public void Shows_another_week_of_few_people_which_their_union_publishes_as_it_is()
    {
        string[] weeks = ["2026-W45", "2026-W46"];
        var before = new Survey(Sector, ("week", weeks)).With(15, ["care", "2026-W45"]).With(15, ["retail", "2026-W45"]).Gated();
        var now = new Survey(Sector, ("week", weeks)).With(15, ["care", "2026-W45"]).With(15, ["retail", "2026-W45"]).With(15, ["care", "2026-W46"], 0).Gated();
        var other = new Survey(Sector, ("week", weeks)).With(40, ["care", "2026-W45"]).With(40, ["retail", "2026-W45"]).With(40, ["care", "2026-W46"], 0).Gated();

        var sum = RollUp.Of([now, other], GateRule.Federation, null, [new EarlierRollUp([], [new RevisedSource(before, now)])]);

        Assert.Empty(sum.Suppressed);
    }

    [Fact]
    public void Takes_a_new_union_of_few_people_in_which_publishes_its_figures_itself()
    {
        var (first, second) = (Of([30, 30, 30, 30, 30, 30]).Gated(), Of([12, 12, 12, 12, 12, 12]).Gated());

        Assert.Empty(RollUp.Of([first, second], GateRule.Federation, null, [new EarlierRollUp([], [])]).Suppressed);
    }

    [Fact]
    public void May_show_what_the_one_before_did_not()
    {
        // Ten are too few for the federation before; thirty-two now, and there is nothing to subtract.
        var (before, now, other) = (Of([10, 40, 40, 40, 40, 40]), Of([22, 0, 0, 0, 0, 0], Of([10, 40, 40, 40, 40, 40])), Of([0, 40, 40, 40, 40, 40]));
        var first = RollUp.Of([before.Gated(), other.Gated()], GateRule.Federation);
        Assert.Null(first.Find(["care", "north"]));

        var sum = RollUp.Of([now.Gated(), other.Gated()], GateRule.Federation, null,
            [new EarlierRollUp([.. first.Suppressed.Select(cell => cell.Codes)], [new RevisedSource(before.Gated(), now.Gated())])]);

        Assert.NotNull(sum.Find(["care", "north"]));
    }

    [Fact]
    public void Never_lets_a_reader_who_has_the_other_tables_solve_for_a_few_who_came() =>
        Gen.Select(Gen.Int[10, 30].Array[6], Gen.Int[0, 30].Array[6]).Sample((counts, more) =>
        {
            var (before, now) = (Of(counts).Gated(), Now(counts, more));
            var (first, sum) = (First(before), After(before, now));

            // By how much the union's figures changed, as a table: unknown where one of the four tables hides it.
            var unknown = new[] { before, now, first, sum }.SelectMany(table => table.Suppressed).Select(cell => cell.Codes).DistinctBy(codes => string.Join('/', codes)).ToList();
            var solved = Attacker.Solves(new GatedTable(sum.Dimensions, [], 20, 1, [],
                [.. unknown.Select(codes => new SuppressedCell(codes, SuppressionReason.Primary))], new SuppressionAudit(0, 0, 0, []))).ToHashSet();
            foreach (var codes in Cells())
            {
                var came = more.Where((_, place) => (codes[0] ?? Sector.Item2[place / 2]) == Sector.Item2[place / 2]
                    && (codes[1] ?? Region.Item2[place % 2]) == Region.Item2[place % 2]).Sum();
                var isKnown = !unknown.Any(each => each.SequenceEqual(codes)) || solved.Contains(string.Join('/', codes.Select(code => code ?? "*")));
                Assert.True(came is 0 or >= 20 || !isKnown, $"{came} came to {string.Join('/', codes)}");
            }
        }, iter: 500);

    private static GatedTable After(int[] counts, int[] more) => After(Of(counts).Gated(), Now(counts, more));

    private static GatedTable After(GatedTable before, GatedTable now) => RollUp.Of([now, Other], GateRule.Federation, null,
        [new EarlierRollUp([.. First(before).Suppressed.Select(cell => cell.Codes)], [new RevisedSource(before, now)])]);

    private static GatedTable First(GatedTable before) => RollUp.Of([before, Other], GateRule.Federation);

    private static GatedTable Other { get; } = Of([40, 50, 60, 40, 50, 60]).Gated();

    // The union's own gate compares its two versions.
    private static GatedTable Now(int[] counts, int[] more) => Gate.Pass(Of(more, Of(counts)).Table(), GateRule.Union, null,
        [new EarlierRelease(Of(more).Table(), [.. Of(counts).Gated().Suppressed.Select(cell => cell.Codes)])]);

    private static IEnumerable<string?[]> Cells() =>
        from sector in Sector.Item2.Append(null) from region in Region.Item2.Append(null) select (string?[])[sector, region];

    private static Survey Of(int[] counts) => Of(counts, new Survey(Sector, Region));

    private static Survey Of(int[] counts, Survey survey)
    {
        for (var place = 0; place < counts.Length; place++)
        {
            survey.With(counts[place], [Sector.Item2[place / 2], Region.Item2[place % 2]]);
        }

        return survey;
    }
}
