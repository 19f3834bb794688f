using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.CommandLine.Demo.People;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Tests.CommandLine.Demo;

/// <summary>The demo's own attack against the node's own gate, on the people of the demo.</summary>
public sealed class A_made_up_unions_table
{
    private static readonly string[] Sectors = ["care", "logistics", "retail", "hospitality"];
    private static readonly string[] Regions = ["north", "east", "south", "west"];
    private static readonly string[] Weeks = ["2026-W45", "2026-W46"];

    private static readonly IReadOnlyList<GivenWeeks> People =
        [.. new MadeUpUnion(1, 400, Sectors, Regions).Members([]).Where(member => member.Agrees).Select(member => member.Given)];

    private static readonly IReadOnlyDictionary<string, Figures> Given = IndependentTable.Of(People);

    [Fact]
    public void Gives_cells_away_when_only_the_small_ones_are_hidden()
    {
        var table = Hiding(Given.Where(cell => cell.Value.Persons < 10).Select(cell => cell.Key).ToHashSet());
        Assert.NotEmpty(HiddenCells.GivenAway(table));
    }

    [Fact]
    public void Gives_nothing_away_once_it_passed_the_gate()
    {
        var gated = Gate.Pass(Built(), GateRule.Union);
        var table = Hiding(gated.Suppressed.Select(cell => Cell.Key(cell.Codes)).ToHashSet());
        Assert.NotEmpty(table.Hidden);
        Assert.Empty(HiddenCells.GivenAway(table));
        Assert.Empty(TableChecks.AgainstPeople(table, Given));
    }

    [Fact]
    public void Has_the_same_figures_as_the_gate_saw() => Assert.All(
        Gate.Pass(Built(), GateRule.Union).Published,
        cell => Assert.Equal(Given[Cell.Key(cell.Codes)], new Figures(cell.Persons, cell.Contributions, cell.Measures)));

    [Fact]
    public void Is_still_worth_reading_behind_the_strictest_rules_that_a_node_draws()
    {
        var gated = Gate.Pass(Built(), GateRule.Union with { Magnitudes = [new PPercent(15), new Dominance(2, 80)] });

        Assert.True(gated.Audit.IsProtected);
        Assert.NotNull(gated.Find([null, null, null]));
        Assert.True(gated.Published.Count > 2 * gated.Suppressed.Count, $"{gated.Published.Count} shown, {gated.Suppressed.Count} hidden");
    }

    private static Table Built()
    {
        var builder = new TableBuilder([new("sector", Sectors), new("region", Regions), new("week", Weeks, true)], [.. IndependentTable.Measures.Select(name => new Measure(name))]);
        foreach (var person in People)
        {
            foreach (var week in person.Weeks)
            {
                builder.Add(person.Name, [person.Sector, person.Region, week.IsoWeek],
                    [week.WorkedMinutes, week.MissedBreaks, week.EveningMinutes, week.WeekendMinutes]);
            }
        }

        return builder.Build();
    }

    private static ReadTable Hiding(HashSet<string> hidden) => new(
        [new("sector", Sectors, false), new("region", Regions, false), new("week", Weeks, true)], IndependentTable.Measures, 10, hidden.Count, null,
        Given.Where(cell => !hidden.Contains(cell.Key)).ToDictionary(cell => cell.Key, cell => new ReadTable.Shown(cell.Value, 1, 0)), hidden);
}
