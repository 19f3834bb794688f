using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Whoever reads a table and knows that nothing in it is negative can say of a hidden cell that it lies between two bounds.</summary>
public sealed class A_hidden_cell_under_attack
{
    private const int Minimum = 5;
    private const int P = 10;
    private static readonly GateRule Rule = new(Minimum) { Magnitudes = [new PPercent(P), new Dominance(2, 85)] };

    // The counter-example of sdcTable's problemdata, as in A_table_that_was_suppressed_elsewhere, in persons of one contribution each.
    private static readonly long[][] Counts = [[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]];
    private static readonly string[] Rows = ["w", "x", "y", "z"];
    private static readonly string[] Columns = ["a", "b", "c", "d"];

    [Fact]
    public void Is_bounded_to_one_value_where_it_can_be_worked_out()
    {
        var table = Counted();
        string[] hidden = ["wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd"];

        Assert.Equal((47, 47), Attack(table, hidden).Bounds(["w", "b"]));
        var open = Attack(table, [.. hidden, "xb"]).Bounds(["w", "b"]);
        Assert.True(open.Least < 47 && open.Most > 47);
    }

    [Fact]
    public void Is_found_by_the_gate_to_be_47_and_closed()
    {
        // The cells that leak are hidden because they were before; w/b is to be protected, so something beside them has to go.
        var table = Counted();
        IReadOnlyList<string?>[] hidden = [.. new[] { "wa", "wb", "wc", "xa", "xc", "yb", "yd", "zb", "zd" }.Select(name => (string?[])[name[..1], name[1..]])];

        var gated = Gate.Pass(table, new GateRule(48), hidden);

        Assert.True(gated.Audit.IsProtected);
        Assert.True(gated.Audit.Intervals > 0);
        Assert.True(gated.Suppressed.Count > hidden.Length);
        var (least, most) = new FlowAttacker(gated, table.PersonsAt, 1).Bounds(["w", "b"]);
        Assert.True(least <= 23 && most is null or >= 70, $"{least} to {most}");
    }

    [Fact]
    public void Needs_a_third_cell_when_its_neighbours_hold_too_little()
    {
        // Eight and three are eleven together, which leaves one to ten for the eight: whoever reads knows that it is not half as many again.
        var survey = new Survey(("sector", ["care", "hotels", "retail", "transport"]))
            .With(8, ["care"]).With(3, ["hotels"]).With(30, ["retail"]).With(40, ["transport"]);

        var gated = survey.Gated();

        Assert.Equal(["care", "hotels", "retail"], gated.Suppressed.Select(cell => cell.Codes[0]));
    }

    [Fact]
    public void Is_never_known_more_closely_than_its_protection_interval() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var (table, given) = RandomTable.Of(new Random(seed));

            var gated = Gate.Pass(table, Rule);

            Assert.True(gated.Audit.IsProtected);
            foreach (var quantity in new (string Name, Func<IReadOnlyList<string?>, long> True, long Floor)[]
            {
                ("persons", table.PersonsAt, 1), ("contributions", table.ContributionsAt, 1), ("minutes", codes => table.MeasuresAt(codes)[0], 0),
            })
            {
                var attacker = new FlowAttacker(gated, quantity.True, quantity.Floor);
                foreach (var codes in gated.Suppressed.Select(cell => cell.Codes))
                {
                    var (low, high) = given.MustStayPossible(codes, quantity.Name, Minimum, P);
                    var (least, most) = attacker.Bounds(codes);
                    Assert.True(least <= low && (most is null || most >= high),
                        $"{quantity.Name} of {string.Join('/', codes)}: a reader knows {least} to {most}, and {low} to {high} must stay possible");
                }
            }
        }, iter: 10_000);

    private static FlowAttacker Attack(Table table, string[] hidden) => new(
        new GatedTable([new("row", Rows), new("column", Columns)], [], 3, 1, [],
            [.. hidden.Select(name => new SuppressedCell([name[..1], name[1..]], SuppressionReason.Primary))], new SuppressionAudit(0, 0, 0, [])),
        table.PersonsAt, 0);

    private static Table Counted()
    {
        var builder = new TableBuilder([new("row", Rows), new("column", Columns)], []);
        for (var row = 0; row < 4; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                for (var person = 0; person < Counts[row][column]; person++)
                {
                    builder.Add($"{row} {column} {person}", [Rows[row], Columns[column]], []);
                }
            }
        }

        return builder.Build();
    }
}
