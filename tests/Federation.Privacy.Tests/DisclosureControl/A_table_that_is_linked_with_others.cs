using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Codes in groups, as sites in regions, and dimensions that are not all crossed: sums link the figures more widely than rows and columns do.</summary>
public sealed class A_table_that_is_linked_with_others
{
    private const int Minimum = 5;
    private const int P = 10;
    private static readonly GateRule Rule = new(Minimum) { Magnitudes = [new PPercent(P), new Dominance(2, 85)] };
    private static readonly Dictionary<string, string> Regions = new() { ["lille"] = "north", ["lens"] = "north", ["douai"] = "north", ["nice"] = "south", ["arles"] = "south" };
    private static readonly string[] Sites = ["north", "lille", "lens", "douai", "south", "nice", "arles"];

    [Fact]
    public void Adds_up_the_sites_of_a_region()
    {
        var table = Of((12, "lille"), (20, "lens"), (30, "nice"));

        Assert.Equal(32, table.PersonsAt(["north"]));
        Assert.Equal(62, table.PersonsAt([null]));
        Assert.Equal([2], table.MeasuresAt(["south"]).Select(minutes => minutes / 30));
    }

    [Fact]
    public void Hides_a_small_site_and_with_it_one_of_the_same_region()
    {
        var gated = Gate.Pass(Of((4, "lille"), (30, "lens"), (40, "douai"), (12, "nice"), (35, "arles")), GateRule.Union);

        Assert.Equal(["lille", "lens"], gated.Suppressed.Select(cell => cell.Codes[0]));
        Assert.Equal(74, gated.Find(["north"])!.Persons);
    }

    [Fact]
    public void Hides_a_small_region_and_what_would_give_it_away_beside_it()
    {
        var gated = Gate.Pass(Of((30, "lille"), (40, "lens"), (3, "nice"), (4, "arles")), GateRule.Union);

        // South is the total less the north, so the north goes too; its sites would give it away, so one of them does.
        Assert.Equal(["north", "lille", "south", "nice", "arles"], gated.Suppressed.Select(cell => cell.Codes[0]));
        Assert.NotNull(gated.Find([null]));
        Assert.Empty(Attacker.Solves(gated));
    }

    [Fact]
    public void Takes_nothing_for_a_group_and_no_code_that_is_in_itself_or_nowhere()
    {
        var builder = new TableBuilder([Dimension()], [new("minutes")]);

        Assert.Contains("group", Assert.Throws<ArgumentException>(() => builder.Add("p", ["north"], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("in itself", Assert.Throws<ArgumentException>(() => new TableBuilder(
            [new Dimension("site", ["a", "b", "c"]) { Within = new Dictionary<string, string> { ["a"] = "b", ["b"] = "a" } }], [])).Message, StringComparison.Ordinal);
        Assert.Contains("no code west", Assert.Throws<ArgumentException>(() => new TableBuilder(
            [new Dimension("site", ["a", "b"]) { Within = new Dictionary<string, string> { ["a"] = "west" } }], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_no_cell_of_dimensions_that_it_does_not_cross()
    {
        var table = Linked((12, "care", "W1", "north"), (15, "retail", "W1", "south"));

        Assert.Equal(12, table.PersonsAt(["care", "W1", null]));
        Assert.Equal(15, table.PersonsAt([null, "W1", "south"]));
        Assert.Throws<ArgumentException>(() => table.PersonsAt(["care", null, "north"]));
        Assert.All(Gate.Pass(table, GateRule.Union).Published, cell => Assert.True(cell.Codes[0] is null || cell.Codes[2] is null));
    }

    [Fact]
    public void Hides_in_one_what_the_other_would_give_away()
    {
        // In week 1 care has four, so retail goes too; were all regions of week 1 shown beside a hidden total, that total would be none.
        var gated = Gate.Pass(Linked((4, "care", "W1", "north"), (11, "retail", "W1", "north"), (14, "retail", "W1", "south"), (20, "care", "W2", "north"), (21, "retail", "W2", "south")), GateRule.Union);

        Assert.True(gated.Audit.IsProtected);
        Assert.Empty(Attacker.Solves(gated));
        Assert.Contains(gated.Suppressed, cell => cell.Codes.SequenceEqual(["care", "W1", null]));
        Assert.True(gated.Published.Count > 8);
    }

    [Theory]
    [InlineData("a,b", "a,c", "b,c", "circle")]
    [InlineData("a,b", "a", "c", "in another")]
    [InlineData("a", "b", null, "c is in no crossing")]
    [InlineData("a,b", "c,d", null, "names d")]
    [InlineData("a,b", "b,c", null, null)]
    [InlineData("a,b", "c", null, null)]
    [InlineData("a", "b", "c", null)]
    public void Is_crossed_without_circles(string one, string other, string? third, string? fault)
    {
        var found = Crossings.FaultOf(["a", "b", "c"], [one.Split(','), other.Split(','), .. third is null ? Array.Empty<string[]>() : [third.Split(',')]]);

        Assert.True(fault is null ? found is null : found?.Contains(fault, StringComparison.Ordinal), found);
    }

    [Fact]
    public void Adds_up_with_another_union_s_and_hides_what_the_sum_gives_away()
    {
        var one = Gate.Pass(Of((14, "lille"), (15, "lens"), (16, "nice"), (12, "arles")), GateRule.Union);
        var two = Gate.Pass(Of((3, "lille"), (25, "lens"), (11, "nice"), (22, "arles")), GateRule.Union);

        var sum = RollUp.Of([one, two], new GateRule(20));

        Assert.Empty(Attacker.Solves(sum with { Suppressed = [.. sum.Suppressed, .. sum.Published.Where(cell => cell.MissingSources > 0).Select(cell => new SuppressedCell(cell.Codes, SuppressionReason.AtSource))] }));
        Assert.Equal(28 + 29, sum.Find(["north"])!.Persons);
        Assert.Throws<ArgumentException>(() => RollUp.Of([one, Gate.Pass(new Survey(("site", ["lille", "lens"])).With(20, ["lille"]).Table(), GateRule.Union)], new GateRule(20)));
    }

    [Fact]
    public void Never_gives_a_hidden_cell_away_through_its_groups() => Sample(RandomLinks.InGroups);

    [Fact]
    public void Never_gives_a_hidden_cell_away_through_what_it_is_linked_with() => Sample(RandomLinks.Linked);

    private static void Sample(Func<Random, RandomLinks> chance) => Gen.Int[0, int.MaxValue].Sample(seed =>
    {
        var given = chance(new Random(seed));

        var gated = Gate.Pass(given.Table, Rule);

        Assert.True(gated.Audit.IsProtected);
        Assert.Empty(Attacker.Solves(gated));
        foreach (var quantity in new (string Name, Func<IReadOnlyList<string?>, long> True, long Floor)[]
        {
            ("persons", given.Table.PersonsAt, 1), ("contributions", given.Table.ContributionsAt, 1), ("minutes", codes => given.Table.MeasuresAt(codes)[0], 0),
        })
        {
            var attacker = new FlowAttacker(gated, quantity.True, quantity.Floor, given.Between);
            foreach (var codes in gated.Suppressed.Select(cell => cell.Codes))
            {
                var (low, high) = given.MustStayPossible(codes, quantity.Name, Minimum, P);
                var (least, most) = attacker.Bounds(codes);
                Assert.True(least <= low && (most is null || most >= high),
                    $"{quantity.Name} of {string.Join('/', codes)}: a reader knows {least} to {most}, and {low} to {high} must stay possible");
            }
        }
    }, iter: 2_000);

    private static Dimension Dimension() => new("site", Sites) { Within = Regions };

    private static Table Of(params (int People, string Site)[] given)
    {
        var builder = new TableBuilder([Dimension()], [new("minutes")]);
        foreach (var (people, site) in given)
        {
            for (var person = 0; person < people; person++)
            {
                builder.Add($"{site} {person}", [site], [2]);
            }
        }

        return builder.Build();
    }

    private static Table Linked(params (int People, string Sector, string Week, string Region)[] given)
    {
        var builder = new TableBuilder(
            [new("sector", ["care", "retail"]), new("week", ["W1", "W2"]), new("region", ["north", "south"])], [new("minutes")], [["sector", "week"], ["week", "region"]]);
        foreach (var (people, sector, week, region) in given)
        {
            for (var person = 0; person < people; person++)
            {
                builder.Add($"{sector} {week} {region} {person}", [sector, week, region], [2_000 + person]);
            }
        }

        return builder.Build();
    }
}
