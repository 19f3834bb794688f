using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets;

/// <summary>What is read of others is attacked as any reader could.</summary>
public sealed class A_table_from_a_peer
{
    [Fact]
    public void Is_read_as_it_was_written()
    {
        var (table, reason) = TableFile.Read(Whole().Bytes());
        Assert.Null(reason);
        Assert.Equal(Whole().Sha256(), table!.Sha256());
    }

    [Fact]
    public void Is_refused_when_a_hidden_cell_can_be_worked_out()
    {
        var whole = Whole();
        var leaky = whole with { Cells = [.. whole.Cells, Cell("east", 15)], Hidden = [new HiddenCell(["north"])], SuppressedCells = 1 };
        Assert.Contains("gives hidden cells away", TableFile.Read(leaky.Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_shows_fewer_people_than_it_promises()
    {
        var whole = Whole();
        Assert.Contains("minimum group", TableFile.Read((whole with { Cells = [.. whole.Cells, Cell("south", 3)] }).Bytes()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_hides_more_than_it_says() =>
        Assert.Contains("how many cells", TableFile.Read((Whole() with { SuppressedCells = 1 }).Bytes()).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"title":null}""")]
    [InlineData("""{"title":{"en":"a","fr":"a","es":"a"},"title":{"en":"b","fr":"b","es":"b"}}""")]
    public void Is_refused_in_one_sentence_when_it_is_no_table(string text) => Assert.NotNull(TableFile.Read(Encoding.UTF8.GetBytes(text)).Reason);

    [Fact]
    public void Is_refused_whatever_member_is_missing()
    {
        var whole = JsonNode.Parse(Whole().Bytes())!.AsObject();
        foreach (var name in whole.Select(member => member.Key).Where(name => name != "populationBand"))
        {
            var without = whole.DeepClone().AsObject();
            without.Remove(name);
            Assert.True(TableFile.Read(Encoding.UTF8.GetBytes(without.ToJsonString())).Reason is not null, $"A table without {name} was taken.");
        }
    }

    // 20 in the north and 15 in the east are hidden behind a total of 35; the south is shown.
    private static TableFile Whole() => new(
        Text.Same("Hours"),
        [new TableDimension("region", Text.Same("Region"), [.. new[] { "north", "east", "south" }.Select(code => new TableCode(code, Text.Same(code)))], false)],
        [new TableMeasure("workedMinutes", Text.Same("Minutes"), "min")], 10, 1, "50-99", 2, Text.Same("Sums."),
        [new TableCell([null], 55, 55, [55 * 2400], 1, 0)], [new HiddenCell(["north"]), new HiddenCell(["east"])]);

    private static TableCell Cell(string region, long persons) => new([region], persons, persons, [persons * 2400], 1, 0);
}
