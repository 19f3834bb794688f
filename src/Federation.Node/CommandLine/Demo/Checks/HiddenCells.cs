namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>
/// Attacks a released table as a reader with pencil and patience would: every margin is the sum of its cells, so write all those sums down
/// and solve them. Shares no code with the node's own audit.
/// </summary>
internal static class HiddenCells
{
    /// <summary>Hidden cells that the shown ones give away; each with what was found out.</summary>
    public static IReadOnlyList<string> GivenAway(ReadTable table)
    {
        var all = Enumerable.Range(0, table.Dimensions.Count).ToList();
        // Who works in two weeks stands in both, so persons add up only where nobody repeats.
        var once = all.Where(dimension => !table.Dimensions[dimension].PersonsRepeat).ToList();
        return
        [
            .. Solve(table, all, figures => figures.Contributions).Select(cell => $"{cell.Key} has {cell.Value} contributions"),
            .. Solve(table, once, figures => figures.Persons).Select(cell => $"{cell.Key} has {cell.Value} persons"),
            .. table.Measures.SelectMany((measure, place) =>
                Solve(table, all, figures => figures.Measures[place]).Select(cell => $"{cell.Key} has {cell.Value} {measure}")),
        ];
    }

    private static Dictionary<string, Fraction> Solve(ReadTable table, IReadOnlyList<int> dimensions, Func<Figures, long> figure)
    {
        // A cell that some source hides is shown too small: of its true value nothing is known. A cell in no list holds nobody.
        var unknown = table.Hidden.Concat(table.Cells.Where(cell => cell.Value.MissingSources > 0).Select(cell => cell.Key))
            .Select((cell, number) => (cell, number)).ToDictionary(pair => pair.cell, pair => pair.number, StringComparer.Ordinal);
        var equations = new List<(IReadOnlyDictionary<int, long>, long)>();
        foreach (var margin in Cell.All(table.Dimensions))
        {
            foreach (var dimension in dimensions.Where(dimension => margin[dimension] is null))
            {
                var (coefficients, sum) = (new Dictionary<int, long>(), 0L);
                Add(margin, -1);
                foreach (var code in table.Dimensions[dimension].Codes)
                {
                    Add([.. margin.Select((each, place) => place == dimension ? code : each)], 1);
                }

                if (coefficients.Count > 0)
                {
                    equations.Add((coefficients, -sum));
                }

                void Add(IReadOnlyList<string?> codes, int sign)
                {
                    var key = Cell.Key(codes);
                    if (unknown.TryGetValue(key, out var number))
                    {
                        coefficients[number] = sign;
                    }
                    else if (table.Cells.TryGetValue(key, out var shown))
                    {
                        sum += sign * figure(shown.Figures);
                    }
                }
            }
        }

        return Elimination.Fixed(unknown.Count, equations)
            .ToDictionary(solved => unknown.First(cell => cell.Value == solved.Key).Key, solved => solved.Value);
    }
}
