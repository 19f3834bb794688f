using Federation.Node.CommandLine.Demo.Checks;

namespace Federation.Node.Tests.CommandLine.Demo;

public sealed class A_table_that_a_reader_attacks
{
    private static readonly Survey TwoByTwo = new(["a", "b"], ["x", "y"]);

    [Fact]
    public void Gives_away_a_single_hidden_cell_by_its_margin()
    {
        var table = TwoByTwo.Hiding("a / x");
        Assert.Contains("a / x has 10 contributions", HiddenCells.GivenAway(table));
        Assert.Contains("a / x has 10 persons", HiddenCells.GivenAway(table));
        Assert.Contains("a / x has 100 minutes", HiddenCells.GivenAway(table));
    }

    [Fact]
    public void Gives_away_two_hidden_cells_of_one_row_by_their_columns() =>
        Assert.NotEmpty(HiddenCells.GivenAway(TwoByTwo.Hiding("a / x", "a / y")));

    [Fact]
    public void Keeps_a_square_of_hidden_cells() =>
        Assert.Empty(HiddenCells.GivenAway(TwoByTwo.Hiding("a / x", "a / y", "b / x", "b / y")));

    [Fact]
    public void Keeps_a_hidden_cell_whose_margins_are_hidden_too() =>
        Assert.Empty(HiddenCells.GivenAway(TwoByTwo.Hiding("a / x", "a / *", "* / x", "b / x", "* / *", "b / *", "a / y", "* / y", "b / y")));

    [Fact]
    public void Gives_away_a_hidden_margin_whose_cells_are_shown() =>
        Assert.Contains("a / * has 21 contributions", HiddenCells.GivenAway(TwoByTwo.Hiding("a / *")));

    [Fact]
    public void Takes_nothing_from_a_cell_that_some_source_hides()
    {
        var shown = TwoByTwo.Hiding("a / x");
        string[] tooSmall = ["a / *", "* / x", "* / *"];
        var table = shown with { Cells = shown.Cells.ToDictionary(cell => cell.Key, cell => cell.Value with { MissingSources = tooSmall.Contains(cell.Key) ? 1 : 0 }) };
        Assert.Empty(HiddenCells.GivenAway(table));
    }

    [Fact]
    public void Keeps_the_number_of_persons_where_persons_repeat()
    {
        var shown = TwoByTwo.Hiding("a / x");
        var table = shown with { Dimensions = [.. shown.Dimensions.Select(dimension => dimension with { PersonsRepeat = true })] };
        Assert.DoesNotContain(HiddenCells.GivenAway(table), found => found.Contains("persons", StringComparison.Ordinal));
        Assert.Contains("a / x has 10 contributions", HiddenCells.GivenAway(table));
    }

    [Fact]
    public void Is_solved_exactly_where_rounding_would_fail()
    {
        // x + y = 3, x + 10^18 y = 10^18 + 2 : y = (10^18 - 1) / (10^18 - 1) = 1.
        const long Large = 1_000_000_000_000_000_000;
        var found = Elimination.Fixed(2, [(new Dictionary<int, long> { [0] = 1, [1] = 1 }, 3), (new Dictionary<int, long> { [0] = 1, [1] = Large }, Large + 2)]);
        Assert.Equal((Fraction)2, found[0]);
        Assert.Equal((Fraction)1, found[1]);
    }

    [Fact]
    public void Fixes_an_unknown_to_a_fraction() =>
        Assert.Equal("1/3", Elimination.Fixed(1, [(new Dictionary<int, long> { [0] = 6 }, 2)])[0].ToString());

    [Fact]
    public void Fixes_nothing_when_there_are_more_unknowns_than_sums() =>
        Assert.Empty(Elimination.Fixed(2, [(new Dictionary<int, long> { [0] = 1, [1] = 1 }, 3)]));
}
