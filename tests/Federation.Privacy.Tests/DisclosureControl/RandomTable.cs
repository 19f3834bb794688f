using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>A table of two dimensions as chance has it, and what everybody in it gave.</summary>
internal sealed class RandomTable
{
    private readonly List<(string Row, string Column, int Contributions, long Minutes)> persons = [];

    private RandomTable()
    {
    }

    public static (Table Table, RandomTable Given) Of(Random chance)
    {
        var given = new RandomTable();
        string[] rows = [.. Enumerable.Range(0, chance.Next(2, 6)).Select(row => $"r{row}")];
        string[] columns = [.. Enumerable.Range(0, chance.Next(2, 6)).Select(column => $"c{column}")];
        var builder = new TableBuilder([new("row", rows), new("column", columns)], [new("minutes")]);
        var most = chance.Next(4, 16);
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                for (var person = chance.Next(0, most); person > 0; person--)
                {
                    // Now and then somebody gives more than all others.
                    var (contributions, minutes) = (chance.Next(1, 4), chance.Next(25) == 0 ? chance.Next(2_000, 50_000) : chance.Next(0, 600));
                    given.persons.Add((row, column, contributions, minutes));
                    for (var part = 0; part < contributions; part++)
                    {
                        builder.Add($"p{given.persons.Count}", [row, column], [part == 0 ? minutes : 0]);
                    }
                }
            }
        }

        return (builder.Build(), given);
    }

    /// <summary>By the rules as the handbook has them, from what persons gave: the values that no reader may rule out.</summary>
    public (long Low, long High) MustStayPossible(IReadOnlyList<string?> codes, string quantity, int minimum, int p)
    {
        var own = persons.Where(person => (codes[0] ?? person.Row) == person.Row && (codes[1] ?? person.Column) == person.Column).ToList();
        var cells = own.Select(person => (person.Row, person.Column)).Distinct().Count();
        return Handbook.MustStayPossible([.. own.Select(person => (person.Contributions, person.Minutes))], cells, quantity, minimum, p);
    }
}
