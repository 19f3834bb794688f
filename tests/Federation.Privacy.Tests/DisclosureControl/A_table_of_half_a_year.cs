using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>Many small cells, as a campaign has that runs for months: what protects them must leave something to read.</summary>
public sealed class A_table_of_half_a_year
{
    [Fact]
    public void Still_says_what_groups_and_weeks_did_together()
    {
        var table = Gate.Pass(FourHundredPeople(), new GateRule(10) { Magnitudes = [new PPercent(12), new Dominance(2, 82)] });

        Assert.True(table.Audit.IsProtected);
        Assert.Contains(table.Published, cell => cell.Codes.All(code => code is null));
        // Each week of everybody together that is large enough by itself, and most groups over all weeks.
        Assert.InRange(table.Published.Count(cell => cell.Codes is [null, null, not null]), 20, 26);
        Assert.InRange(table.Published.Count(cell => cell.Codes[2] is null), 16, 25);
    }

    // Two in three work in two of four sectors and regions; each tells of one to six weeks.
    private static Table FourHundredPeople()
    {
        var random = new Random(20261130);
        var (sectors, regions, weeks) = (Codes("sector", 4), Codes("region", 4), Codes("week", 26));
        var builder = new TableBuilder(
            [new Dimension("sector", sectors), new Dimension("region", regions), new Dimension("week", weeks, PersonsRepeat: true)],
            [new Measure("workedMinutes"), new Measure("missedBreaks")]);
        for (var person = 0; person < 400; person++)
        {
            var (sector, region, first) = (sectors[(int)(4 * Math.Pow(random.NextDouble(), 1.5))], regions[(int)(4 * Math.Pow(random.NextDouble(), 1.5))], random.Next(26));
            foreach (var week in weeks.Skip(first).Take(random.Next(1, 7)))
            {
                builder.Add($"person {person}", [sector, region, week], [random.Next(1200, 3300), random.Next(5)]);
            }
        }

        return builder.Build();
    }

    private static List<string> Codes(string name, int count) => [.. Enumerable.Range(1, count).Select(number => $"{name} {number}")];
}
