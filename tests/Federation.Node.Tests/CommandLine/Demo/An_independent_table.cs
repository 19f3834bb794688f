using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.CommandLine.Demo;

public sealed class An_independent_table
{
    private static readonly GivenWeeks Ana = new("ana", "care", "north", [new("2026-W45", 2000, 1, 30, 0), new("2026-W46", 2100, 0, 0, 60)]);
    private static readonly GivenWeeks Bruno = new("bruno", "care", "south", [new("2026-W45", 1000, 2, 0, 0)]);

    [Theory]
    [InlineData("care / north / 2026-W45", 1, 1, 2000)]
    [InlineData("care / north / *", 1, 2, 4100)]
    [InlineData("care / * / 2026-W45", 2, 2, 3000)]
    [InlineData("* / * / *", 2, 3, 5100)]
    public void Counts_persons_once_and_contributions_by_week(string cell, long persons, long contributions, long minutes)
    {
        var figures = IndependentTable.Of([Ana, Bruno])[cell];
        Assert.Equal((persons, contributions, minutes), (figures.Persons, figures.Contributions, figures.Measures[0]));
    }

    [Fact]
    public void Finds_nothing_wrong_with_a_table_that_says_the_same() => Assert.Empty(TableChecks.AgainstPeople(Published(2), IndependentTable.Of([Ana, Bruno])));

    [Fact]
    public void Finds_a_number_that_is_off_by_one()
    {
        var table = Published(2);
        var total = table.Cells["* / * / *"];
        var wrong = table with { Cells = new Dictionary<string, ReadTable.Shown>(table.Cells) { ["* / * / *"] = total with { Figures = total.Figures with { Contributions = 4 } } } };
        Assert.StartsWith("* / * / * shows", Assert.Single(TableChecks.AgainstPeople(wrong, IndependentTable.Of([Ana, Bruno]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_small_group_that_is_shown() =>
        Assert.Contains("care / north / * shows a group of 1", TableChecks.AgainstPeople(Published(1) with { MinimumGroup = 2 }, IndependentTable.Of([Ana, Bruno])));

    [Fact]
    public void Finds_a_cell_that_is_dropped_unsaid()
    {
        var table = Published(2);
        var silent = table with { Hidden = table.Hidden.Except(["care / north / *"]).ToHashSet(), SuppressedCells = table.SuppressedCells - 1 };
        Assert.Equal(["care / north / * is neither shown nor said to be hidden"], TableChecks.AgainstPeople(silent, IndependentTable.Of([Ana, Bruno])));
    }

    [Fact]
    public void Finds_a_correction_that_changed_by_somebody_else()
    {
        var (before, after) = (Published(1), Published(1, Bruno));
        Assert.Empty(TableChecks.Difference(before, after, IndependentTable.Of([Ana])));
        Assert.NotEmpty(TableChecks.Difference(before, after, IndependentTable.Of([Bruno])));
    }

    [Fact]
    public void Finds_a_roll_up_that_is_not_the_sum_or_hides_what_it_misses()
    {
        var (a, b) = (Published(1, Ana), Published(1, Bruno));
        Assert.Empty(TableChecks.AgainstSources(Published(1) with { Cells = Summed(a, b) }, [a, b]));
        Assert.Contains(TableChecks.AgainstSources(Published(1), [a, b]), fault => fault.Contains("1 sources", StringComparison.Ordinal));
        Assert.Contains(TableChecks.AgainstSources(a, [a, b]), fault => fault.Contains("its sources show", StringComparison.Ordinal));
    }

    private static Dictionary<string, ReadTable.Shown> Summed(ReadTable a, ReadTable b) => IndependentTable.Of([Ana, Bruno]).ToDictionary(
        cell => cell.Key, cell => new ReadTable.Shown(cell.Value, new[] { a, b }.Count(table => table.Cells.ContainsKey(cell.Key)), 0));

    private static ReadTable Published(int minimumGroup, params GivenWeeks[] people)
    {
        var cells = IndependentTable.Of(people.Length > 0 ? people : [Ana, Bruno]);
        var hidden = cells.Where(cell => cell.Value.Persons < minimumGroup).Select(cell => cell.Key).ToHashSet();
        return new ReadTable(
            [new("sector", ["care"], false), new("region", ["north", "south"], false), new("week", ["2026-W45", "2026-W46"], true)],
            IndependentTable.Measures, minimumGroup, hidden.Count, null,
            cells.Where(cell => !hidden.Contains(cell.Key)).ToDictionary(cell => cell.Key, cell => new ReadTable.Shown(cell.Value, 1, 0)), hidden);
    }
}
