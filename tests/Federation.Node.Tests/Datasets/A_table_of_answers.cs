using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets;

public sealed class A_table_of_answers
{
    [Fact]
    public void Says_which_share_answered_what_and_how_sure_that_is()
    {
        var reading = new TableReading(Union(39, 55));
        var (answer, persons, of, interval) = reading.Shares(Assert.Single(reading.Answers))[0];
        Assert.Equal(("earns less", 39, 94), (answer.En, persons, of));
        Assert.Equal((0.321, 0.516), (Math.Round(interval.Low, 3), Math.Round(interval.High, 3)));
        Assert.Null(reading.Periods);
        Assert.Equal("mean a person", reading.MeanWords.En);
    }

    [Fact]
    public void Says_so_of_what_a_federation_adds_up_too()
    {
        var (sum, _) = RollUpTable.Of(Text.Same("Pay"), null, [Union(39, 55), Union(30, 60)], 20, null, []);
        var reading = new TableReading(TableFile.Of(sum.Bytes()));
        Assert.Equal([("earns less", 69L, 184L), ("earns as much or more", 115L, 184L)],
            reading.Shares(Assert.Single(reading.Answers)).Select(share => (share.Answer.En, share.Persons, share.Of)));
    }

    [Fact]
    public void Has_no_share_where_the_dimension_is_who_people_are() => Assert.Empty(new TableReading(Union(39, 55) with
    {
        Dimensions = [Union(39, 55).Dimensions[0] with { IsAnswer = false }],
    }).Answers);

    private static TableFile Union(int less, int notLess) => new(
        Text.Same("Pay"),
        [new("outcome", Text.Same("Outcome"), [new("less", Text.Same("earns less")), new("notLess", Text.Same("earns as much or more"))], false, IsAnswer: true)],
        [new("loss", Text.Same("Loss"), "bp")], 10, 1, "50-99", 0, Text.Same("By hand."),
        [Cell("less", less), Cell("notLess", notLess), Cell(null, less + notLess)], []);

    private static TableCell Cell(string? code, int persons) => new([code], persons, persons, [persons * 100], 1, 0);
}
