using CsCheck;
using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>What a union hides is no zero: the sum lies between bounds that everybody can work out from what the union publishes.</summary>
public sealed class What_a_roll_up_lacks
{
    private static readonly (string, string[]) Sector = ("sector", ["care", "retail", "transport"]);
    private static readonly (string, string[]) Region = ("region", ["north", "south"]);

    [Fact]
    public void Is_between_nothing_and_what_the_margins_leave()
    {
        // A hides 5 in retail behind 20 in transport, and publishes 115 in all and 90 in care: 25 are in the two.
        var a = new Survey(Sector).With(90, ["care"]).With(5, ["retail"]).With(20, ["transport"]).Gated();
        var b = new Survey(Sector).With(25, ["care"]).With(40, ["retail"]).With(30, ["transport"]).Gated();

        var sum = RollUp.Of([a, b], GateRule.Federation);

        var retail = sum.Find(["retail"])!;
        Assert.Equal((40, 1), (retail.Persons, retail.MissingSources));
        Assert.Equal((40, 65), (retail.Bounds!.Low[0], retail.Bounds.High[0]));
        Assert.Equal((40, 65), (retail.Bounds.Low[1], retail.Bounds.High[1]));
        var minutes = a.Find([null])!.Measures[0] - a.Find(["care"])!.Measures[0];
        Assert.Equal((retail.Measures[0], retail.Measures[0] + minutes), (retail.Bounds.Low[2], retail.Bounds.High[2]));
        Assert.Null(sum.Find(["care"])!.Bounds); // nothing is missing
    }

    [Fact]
    public void Is_at_least_what_the_rest_cannot_hold()
    {
        // The four inner cells are hidden, all margins shown: of 40 in the north 10 at most are in retail, so 30 at least in care.
        var a = Hiding([("care", null, 60), ("retail", null, 10), (null, "north", 40), (null, "south", 30), (null, null, 70)], ["care", "retail"]);
        var b = new Survey(("sector", ["care", "retail"]), Region).With(30, ["care", "north"]).With(30, ["retail", "south"]).Gated();

        var bounds = RollUp.Of([a, b], GateRule.Federation).Find(["care", "north"])!.Bounds!;

        Assert.Equal((30 + 30, 30 + 40), (bounds.Low[0], bounds.High[0]));
    }

    [Fact]
    public void Has_no_end_where_the_margins_are_hidden_too()
    {
        var a = Hiding([], ["care", "retail"]);
        var b = new Survey(("sector", ["care", "retail"]), Region).With(30, ["care", "north"]).With(30, ["retail", "south"]).Gated();

        var bounds = RollUp.Of([a, b], GateRule.Federation).Find(["care", "north"])!.Bounds!;

        Assert.Equal((30, null), (bounds.Low[0], bounds.High[0]));
    }

    [Fact]
    public void Is_no_more_in_a_week_than_in_all_of_them()
    {
        // Persons do not add up over weeks: 12 in all are 12 at most in each.
        var weeks = new Dimension("week", ["2026-W45", "2026-W46"], PersonsRepeat: true);
        var a = new GatedTable([weeks], ["minutes", "breaks"], 10, 1, [new PublishedCell([null], 12, 20, [48_000, 9])],
            [new SuppressedCell(["2026-W45"], SuppressionReason.AtSource), new SuppressedCell(["2026-W46"], SuppressionReason.AtSource)], new SuppressionAudit(0, 0, 0, []));
        var b = new Survey(("week", ["2026-W45", "2026-W46"])).With(30, ["2026-W45"]).With(30, ["2026-W46"], 0).Gated();

        var bounds = RollUp.Of([a, b], GateRule.Federation).Find(["2026-W45"])!.Bounds!;

        Assert.Equal((30, 30 + 12), (bounds.Low[0], bounds.High[0]));
        Assert.Equal((30, 30 + 20), (bounds.Low[1], bounds.High[1]));
    }

    [Fact]
    public void Passes_from_a_federation_to_a_federation_of_federations()
    {
        var a = new Survey(Sector).With(90, ["care"]).With(5, ["retail"]).With(20, ["transport"]).Gated();
        var b = new Survey(Sector).With(25, ["care"]).With(40, ["retail"]).With(30, ["transport"]).Gated();
        var national = RollUp.Of([a, b], GateRule.Federation);

        var global = RollUp.Of([national, b], GateRule.Federation).Find(["retail"])!;

        Assert.Equal((80, 1), (global.Persons, global.MissingSources));
        Assert.Equal((80, 105), (global.Bounds!.Low[0], global.Bounds.High[0]));
    }

    [Fact]
    public void Is_bounded_though_a_peer_publishes_what_cannot_be()
    {
        // Ten in all, thirty of them in care: nothing follows, and nothing breaks.
        var a = Hiding([("care", null, 30), (null, null, 10)], ["care", "retail"]);
        var b = new Survey(("sector", ["care", "retail"]), Region).With(30, ["care", "north"]).With(30, ["retail", "south"]).Gated();

        Assert.Equal(30, RollUp.Of([a, b], GateRule.Federation).Find(["care", "north"])!.Bounds!.Low[0]);
    }

    [Fact]
    public void Is_what_an_attacker_is_left_with_no_more_and_no_less() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var (table, _) = RandomTable.Of(new Random(seed));
            var (own, all) = (Gate.Pass(table, GateRule.Union), Full(table.Dimensions));

            var sum = RollUp.Of([own, all], GateRule.Federation);

            Func<IReadOnlyList<string?>, long>[] truths = [table.PersonsAt, table.ContributionsAt, codes => table.MeasuresAt(codes)[0]];
            foreach (var (truth, figure) in truths.Select((truth, figure) => (truth, figure)))
            {
                var attacker = new FlowAttacker(own, truth, floor: 0);
                foreach (var hidden in own.Suppressed)
                {
                    var (cell, bounds) = (sum.Find(hidden.Codes)!, attacker.Bounds(hidden.Codes));
                    var shown = figure switch { 0 => cell.Persons, 1 => cell.Contributions, _ => cell.Measures[0] };
                    Assert.Equal((shown + bounds.Least, shown + bounds.Most), (cell.Bounds!.Low[figure], cell.Bounds.High[figure]));
                    Assert.InRange(shown + truth(hidden.Codes), cell.Bounds.Low[figure], cell.Bounds.High[figure] ?? long.MaxValue);
                }
            }
        }, iter: 1_000);

    [Fact]
    public void Holds_the_truth_in_a_table_too_large_for_the_closest_bounds() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var chance = new Random(seed);
            string[] rows = [.. Enumerable.Range(0, 12).Select(row => $"r{row}")], columns = [.. Enumerable.Range(0, 12).Select(column => $"c{column}")];
            var builder = new TableBuilder([new("row", rows), new("column", columns)], [new("minutes")]);
            for (var person = 0; person < 900; person++)
            {
                builder.Add($"p{person}", [rows[chance.Next(12)], columns[chance.Next(12)]], [chance.Next(3_000)]);
            }

            var table = builder.Build();
            var own = Gate.Pass(table, GateRule.Union);
            Assert.True(own.Suppressed.Count > 60);

            var sum = RollUp.Of([own, Full(table.Dimensions)], GateRule.Federation);

            Assert.All(own.Suppressed, hidden =>
            {
                var (cell, minutes) = (sum.Find(hidden.Codes)!, table.MeasuresAt(hidden.Codes)[0]);
                Assert.InRange(cell.Persons + table.PersonsAt(hidden.Codes), cell.Bounds!.Low[0], cell.Bounds.High[0] ?? long.MaxValue);
                Assert.InRange(cell.Measures[0] + minutes, cell.Bounds.Low[2], cell.Bounds.High[2] ?? long.MaxValue);
            });
        }, iter: 5);

    // Fifty people everywhere: whatever is missing is missing of the other.
    private static GatedTable Full(IReadOnlyList<Dimension> dimensions)
    {
        var builder = new TableBuilder(dimensions, [new("minutes")]);
        var person = 0;
        foreach (var (row, column) in dimensions[0].Codes.SelectMany(row => dimensions[1].Codes.Select(column => (row, column))))
        {
            for (var i = 0; i < 50; i++)
            {
                builder.Add($"p{person++}", [row, column], [600]);
            }
        }

        return Gate.Pass(builder.Build(), GateRule.Union);
    }

    private static GatedTable Hiding((string? Sector, string? Region, long Persons)[] shown, string[] sectors)
    {
        var all = sectors.Append(null).SelectMany(sector => Region.Item2.Append(null).Select(region => (IReadOnlyList<string?>)[sector, region]));
        return new([new("sector", sectors), new("region", Region.Item2)], ["minutes", "breaks"], 10, 1,
            [.. shown.Select(cell => new PublishedCell([cell.Sector, cell.Region], cell.Persons, cell.Persons, [cell.Persons * 2000, cell.Persons]))],
            [.. all.Where(codes => !shown.Any(cell => cell.Sector == codes[0] && cell.Region == codes[1])).Select(codes => new SuppressedCell(codes, SuppressionReason.AtSource))],
            new SuppressionAudit(0, 0, 0, []));
    }
}
