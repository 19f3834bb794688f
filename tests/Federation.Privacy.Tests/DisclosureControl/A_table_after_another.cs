using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Whoever kept the table before reads both, and subtracts.</summary>
public sealed class A_table_after_another
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "hotels", "retail"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south"]);

    [Fact]
    public void Hides_a_cell_to_which_a_few_have_come_since()
    {
        var gated = After([12, 12, 20, 20, 20, 20], [3, 15, 0, 0, 0, 0]);

        var cell = Assert.Single(gated.Suppressed, cell => cell.Codes.SequenceEqual(["care", "north"]));
        Assert.Equal(SuppressionReason.Differencing, cell.Reason);
        Assert.NotNull(gated.Find([null, null])); // eighteen have come in all
    }

    [Fact]
    public void Shows_what_did_not_change_and_what_changed_by_many()
    {
        var gated = After([12, 12, 20, 20, 20, 20], [0, 0, 10, 0, 0, 12]);

        Assert.Empty(gated.Suppressed);
    }

    [Fact]
    public void Hides_even_the_total_when_only_a_few_have_come()
    {
        var gated = After([12, 12, 20, 20, 20, 20], [3, 0, 0, 0, 0, 0]);

        Assert.Equal(SuppressionReason.Differencing, Assert.Single(gated.Suppressed, cell => cell.Codes.All(code => code is null)).Reason);
    }

    [Fact]
    public void May_show_what_the_one_before_did_not()
    {
        // Three are hidden before; nine more make twelve, and there is nothing to subtract.
        var gated = After([3, 30, 30, 30, 30, 30], [9, 0, 0, 0, 0, 0], hiddenRow: true);

        Assert.NotNull(gated.Find(["care", "north"]));
    }

    [Fact]
    public void Never_lets_differences_be_solved_for_a_group_that_is_too_small() =>
        Gen.Select(Gen.Int[5, 25].Array[6], Gen.Int[0, 14].Array[6]).Sample((counts, more) =>
        {
            var before = Of(counts).Gated();
            var gated = After(counts, more);

            // The differences as a table: unknown where one of the two is hidden. What the attacker solves has to be large, or none.
            var unknown = before.Suppressed.Concat(gated.Suppressed).Select(cell => cell.Codes).DistinctBy(codes => string.Join('/', codes)).ToList();
            var solved = Attacker.Solves(new GatedTable(gated.Dimensions, [], 10, 1, [],
                [.. unknown.Select(codes => new SuppressedCell(codes, SuppressionReason.Primary))], new SuppressionAudit(0, 0, 0, []))).ToHashSet();
            foreach (var codes in Cells())
            {
                var came = more.Where((_, place) => (codes[0] ?? Sector.Item2[place / 2]) == Sector.Item2[place / 2]
                    && (codes[1] ?? Region.Item2[place % 2]) == Region.Item2[place % 2]).Sum();
                var isKnown = !unknown.Any(each => each.SequenceEqual(codes)) || solved.Contains(string.Join('/', codes.Select(code => code ?? "*")));
                Assert.True(came is 0 or >= 10 || !isKnown, $"{came} came to {string.Join('/', codes)}");
            }
        }, iter: 500);

    [Fact]
    public void Is_cut_like_the_change_it_is_compared_with() => Assert.Throws<ArgumentException>(() =>
        Gate.Pass(new Survey(Sector).Table(), GateRule.Union, null, [new EarlierRelease(new Survey(Region).Table(), [])]));

    private static GatedTable After(int[] counts, int[] more, bool hiddenRow = false)
    {
        var hidden = hiddenRow ? Cells().Select(codes => (IReadOnlyList<string?>)codes).ToList() : [.. Of(counts).Gated().Suppressed.Select(cell => cell.Codes)];
        return Gate.Pass(Of(more, Of(counts)).Table(), GateRule.Union, null, [new EarlierRelease(Of(more).Table(), hidden)]);
    }

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
