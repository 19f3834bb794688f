using Federation.Privacy.DisclosureControl;

namespace Federation.Privacy.Tests.DisclosureControl;

/// <summary>A table as chance has it that is more than rows by columns: rows in groups, or rows by columns linked with rows by others; and what everybody in it gave.</summary>
internal sealed class RandomLinks
{
    private readonly Dictionary<string, string> within = [];
    private readonly List<(string[] Codes, int Contributions, long Minutes)> persons = [];
    private readonly IReadOnlyList<IReadOnlyList<string>>? crossings;
    private readonly string[] names;

    private RandomLinks(Random chance, string[] names, IReadOnlyList<IReadOnlyList<string>>? crossings, bool areGrouped)
    {
        (this.names, this.crossings) = (names, crossings);
        var codes = names.Select(name => Enumerable.Range(0, chance.Next(2, 5)).Select(code => $"{name[0]}{code}").ToArray()).ToList();
        foreach (var row in areGrouped ? codes[0] : [])
        {
            // Now and then a row is in no group.
            var group = chance.Next(3);
            if (group < 2)
            {
                within[row] = $"g{group}";
            }
        }

        var builder = new TableBuilder(
            [.. names.Select((name, d) => new Dimension(name, d > 0 ? codes[d] : [.. codes[0], .. within.Values.Distinct()]) { Within = d > 0 ? new Dictionary<string, string>() : within })],
            [new("minutes")], crossings);
        var most = chance.Next(4, 16);
        foreach (var cell in codes.Aggregate<string[], IEnumerable<string[]>>([[]], (known, each) => known.SelectMany(before => each.Select(code => (string[])[.. before, code]))))
        {
            for (var person = chance.Next(0, most); person > 0; person--)
            {
                var (contributions, minutes) = (chance.Next(1, 4), chance.Next(25) == 0 ? chance.Next(2_000, 50_000) : chance.Next(0, 600));
                persons.Add((cell, contributions, minutes));
                for (var part = 0; part < contributions; part++)
                {
                    builder.Add($"p{persons.Count}", cell, [part == 0 ? minutes : 0]);
                }
            }
        }

        Table = builder.Build();
    }

    /// <summary>The table.</summary>
    public Table Table { get; }

    /// <summary>Rows, most of them in groups, by columns.</summary>
    public static RandomLinks InGroups(Random chance) => new(chance, ["row", "column"], null, areGrouped: true);

    /// <summary>Rows by columns and the same rows by others.</summary>
    public static RandomLinks Linked(Random chance) => new(chance, ["row", "column", "other"], [["row", "column"], ["row", "other"]], areGrouped: false);

    /// <summary>From which node to which a cell's pipe leads: see <see cref="FlowAttacker"/>.</summary>
    public (string From, string To) Between(IReadOnlyList<string?> codes) => crossings is null ? InGroups(codes) : Linked(codes);

    /// <summary>The values that no reader may rule out.</summary>
    public (long Low, long High) MustStayPossible(IReadOnlyList<string?> codes, string quantity, int minimum, int p)
    {
        var own = persons.Where(person => Enumerable.Range(0, codes.Count).All(d => codes[d] is null || person.Codes[d] == codes[d] || within.GetValueOrDefault(person.Codes[d]) == codes[d])).ToList();
        var cells = own.Select(person => person.Codes[0]).Distinct().Sum(row => Least(row, codes, [.. own.Where(person => person.Codes[0] == row).Select(person => person.Codes)]));
        return Handbook.MustStayPossible([.. own.Select(person => (person.Contributions, person.Minutes))], cells, quantity, minimum, p);
    }

    // How many cells stand under one, of those of a row: as many as the finer of the linked tables has, where it is the whole row, as it is where the row is nowhere else.
    private int Least(string row, IReadOnlyList<string?> codes, IReadOnlyList<string[]> own)
    {
        if (crossings is null)
        {
            return own.Select(each => each[1]).Distinct().Count();
        }

        var whole = persons.Where(person => person.Codes[0] == row).Select(person => person.Codes).ToList();
        var at = codes[1] is not null ? 1 : codes[2] is not null ? 2 : 0;
        return at > 0 && whole.Select(each => each[at]).Distinct().Count() > 1 ? 1
            : Math.Max(whole.Select(each => each[1]).Distinct().Count(), whole.Select(each => each[2]).Distinct().Count());
    }

    private (string, string) InGroups(IReadOnlyList<string?> codes) => (codes[0], codes[1]) switch
    {
        (null, null) => ("end", "begin"),
        (null, { } column) => (column, "end"),
        ({ } row, null) => (within.GetValueOrDefault(row, "begin"), row),
        ({ } row, { } column) when within.ContainsValue(row) => (row + column, column), // what its rows have in this column
        ({ } row, { } column) => (row, within.GetValueOrDefault(row, "") + column),
    };

    private static (string, string) Linked(IReadOnlyList<string?> codes) => (codes[0], codes[1], codes[2]) switch
    {
        (null, null, null) => ("end", "begin"),
        (null, { } column, _) => ("begin", column),
        ({ } row, { } column, _) => (column, row),
        ({ } row, null, null) => (row, row + " out"),
        ({ } row, null, { } other) => (row + " out", other),
        (null, null, { } other) => (other, "end"),
    };
}
