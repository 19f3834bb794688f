using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Federation.Privacy.Statistics;

namespace Federation.Node.Datasets.Tables;

/// <summary>A published table as people read it: means a person and week instead of sums, hidden cells said to be hidden.</summary>
public sealed class TableReading(TableFile table)
{
    private readonly Dictionary<string, TableCell> shown = table.Cells.ToDictionary(cell => Key(cell.Codes));
    private readonly HashSet<string> hidden = [.. table.Hidden.Select(cell => Key(cell.Codes))];

    /// <summary>One line of a table or chart.</summary>
    /// <param name="Labels">Labels of its codes.</param>
    /// <param name="Cell">The figures; null when they are hidden.</param>
    public sealed record Line(IReadOnlyList<Text> Labels, TableCell? Cell);

    /// <summary>What stands where nothing may be shown.</summary>
    public static Text HiddenWord { get; } = new("hidden", "masqué", "oculto");

    /// <summary>What stands for a total.</summary>
    public static Text TotalWord { get; } = new("All", "Tous", "Todos");

    /// <summary>What the means are over.</summary>
    public Text MeanWords => Weeks is null
        ? new("mean a person", "moyenne par personne", "media por persona")
        : new("mean a person and week", "moyenne par personne et semaine", "media por persona y semana");

    /// <summary>Lines by the codes of some dimensions, the others totalled; lines of nobody are left out, the total comes last.</summary>
    /// <param name="dimensions">Places of the dimensions to cut by.</param>
    public IReadOnlyList<Line> By(params int[] dimensions)
    {
        var lines = new List<Line>();
        Walk(0, new string?[table.Dimensions.Count], []);
        return lines;

        void Walk(int depth, string?[] codes, IReadOnlyList<Text> labels)
        {
            if (depth == dimensions.Length)
            {
                if (shown.TryGetValue(Key(codes), out var cell) || hidden.Contains(Key(codes)))
                {
                    lines.Add(new Line(labels, cell));
                }

                return;
            }

            var place = dimensions[depth];
            foreach (var code in table.Dimensions[place].Codes.Select(TableCode? (code) => code).Append(null))
            {
                var next = codes.ToArray();
                next[place] = code?.Code;
                Walk(depth + 1, next, [.. labels, code?.Label ?? TotalWord]);
            }
        }
    }

    /// <summary>How many unions' tables were added up.</summary>
    public int Sources => table.Sources;

    /// <summary>How many measures a cell has.</summary>
    public int Measures => table.Measures.Count;

    /// <summary>Places of the dimensions over which people do not repeat, like sector and region.</summary>
    public int[] Groups => [.. Enumerable.Range(0, table.Dimensions.Count).Where(d => !IsWeek(d))];

    /// <summary>Places of the dimensions of answers.</summary>
    public int[] Answers => [.. Groups.Where(d => table.Dimensions[d].IsAnswer)];

    /// <summary>Place of the weeks; null when the table has none.</summary>
    public int? Weeks { get; } = TablePeriod.Of(table)?.Dimension;

    /// <summary>Mean of a measure a contribution (one person in one week), in the measure's unit.</summary>
    public static decimal Mean(TableCell cell, int measure) => (decimal)cell.Measures[measure] / Math.Max(1, cell.Contributions);

    /// <summary>A mean as people say it: see <see cref="Units"/>.</summary>
    public string Figure(TableCell cell, int measure) => Units.Say(Mean(cell, measure), table.Measures[measure].Unit);

    /// <summary>
    /// Of the people counted, how many stand under each answer, with the interval of 95 per cent; answers hidden are left out. Nothing where people
    /// repeat, or where the total is hidden.
    /// </summary>
    /// <param name="dimension">Place of a dimension of <see cref="Answers"/>.</param>
    public IReadOnlyList<(Text Answer, long Persons, long Of, WilsonInterval Interval)> Shares(int dimension)
    {
        var lines = By(dimension);
        return IsWeek(dimension) || lines.Count == 0 || lines[^1].Cell is not { } all ? [] :
            [.. lines.SkipLast(1).Where(line => line.Cell is not null).Select(line =>
                (line.Labels[0], line.Cell!.Persons, all.Persons, WilsonInterval.Of(line.Cell.Persons, all.Persons)))];
    }

    private bool IsWeek(int dimension) => dimension == Weeks;

    // Codes hold no tab: they are machine names.
    private static string Key(IEnumerable<string?> codes) => string.Join('\t', codes);
}
