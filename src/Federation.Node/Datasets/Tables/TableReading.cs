using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Federation.Privacy.Statistics;

namespace Federation.Node.Datasets.Tables;

/// <summary>A published table as people read it: means a person and week instead of sums, hidden cells said to be hidden.</summary>
public sealed class TableReading(TableFile table)
{
    private readonly Dictionary<string, TableCell> shown = table.Cells.ToDictionary(cell => Key(cell.Codes));
    private readonly TablePeriod? period = TablePeriod.Of(table);
    private readonly HashSet<string> hidden = [.. table.Hidden.Select(cell => Key(cell.Codes))];

    /// <summary>What stands where nothing may be shown.</summary>
    public static Text HiddenWord { get; } = new("hidden", "masqué", "oculto");

    /// <summary>What stands for a total.</summary>
    public static Text TotalWord { get; } = new("All", "Tous", "Todos");

    internal static readonly Text PeopleWord = new("People counted", "Personnes comptées", "Personas contadas");

    /// <summary>What the means are over.</summary>
    public Text MeanWords => Repeated is null
        ? new("mean a person", "moyenne par personne", "media por persona")
        : new($"mean a person and {Repeated.En}", $"moyenne par personne et {Repeated.Fr}", $"media por persona y {Repeated.Es}");

    /// <summary>Lines by the codes of some dimensions, the others totalled; lines of nobody are left out, the total comes last.</summary>
    /// <param name="dimensions">Places of the dimensions to cut by.</param>
    public IReadOnlyList<TableLine> By(params int[] dimensions)
    {
        var lines = new List<TableLine>();
        Walk([]);
        return lines;

        void Walk(IReadOnlyList<TableCode?> codes)
        {
            if (codes.Count < dimensions.Length)
            {
                foreach (var code in table.Dimensions[dimensions[codes.Count]].Codes.Select(TableCode? (code) => code).Append(null))
                {
                    Walk([.. codes, code]);
                }

                return;
            }

            var key = Key(table.Dimensions.Select((_, d) => Array.IndexOf(dimensions, d) is >= 0 and var at ? codes[at]?.Code : null));
            if (shown.TryGetValue(key, out var cell) || hidden.Contains(key))
            {
                List<int> depths = [.. codes.Zip(dimensions).Select(each => each.First is null ? 0 : table.Dimensions[each.Second].Depth(each.First))];
                var isGroup = codes.Zip(dimensions).Any(each => each.First is not null && table.Dimensions[each.Second].IsGroup(each.First.Code));
                lines.Add(new TableLine([.. codes.Select(code => code?.Label ?? TotalWord)], cell, isGroup, depths));
            }
        }
    }

    /// <summary>How many unions' tables were added up.</summary>
    public int Sources => table.Sources;

    /// <summary>Places of the measures that people read: squares stand there for the intervals of others.</summary>
    public int[] Measures { get; } = [.. Enumerable.Range(0, table.Measures.Count).Where(measure => table.Measures[measure].SquareOf is null)];

    /// <summary>Places of the dimensions over which people do not repeat, like sector and region.</summary>
    public int[] Groups => [.. Enumerable.Range(0, table.Dimensions.Count).Where(d => d != Periods)];

    /// <summary>Those of them that are crossed with each other, a table each.</summary>
    public IReadOnlyList<int[]> Crossed => table.Crossings is not { } crossings ? [Groups] :
        [.. crossings.Select(names => Groups.Where(d => names.Contains(table.Dimensions[d].Name)).ToArray()).Where(places => places.Length > 0)];

    /// <summary>Places of the dimensions of answers.</summary>
    public int[] Answers => [.. Groups.Where(d => table.Dimensions[d].IsAnswer)];

    /// <summary>Place of the weeks or other periods; null when the table has none.</summary>
    public int? Periods => period?.Dimension;

    /// <summary>What they are: week, month, quarter or year; null when there are none.</summary>
    public Text? PeriodWord => period?.Kind.Word();

    /// <summary>The same where a person may stand under several of them, so that figures are means a person and week; null else.</summary>
    public Text? Repeated => period is { IsRepeated: true } ? PeriodWord : null;

    /// <summary>How many people a cell counts; where unions hide theirs between which numbers, like <c>25 to 40</c>; with noise by how much that moved it, like <c>128 ± 13</c>.</summary>
    public static Text People(TableCell cell)
    {
        if (cell.PlusMinus is { } off)
        {
            return Text.Same($"{Number(cell.Persons)} ± {Number(off[0])}");
        }

        var (low, high) = TableBounds.All(cell)[0];
        return low == high ? Text.Same(Number(low))
            : high is null ? new($"at least {Number(low)}", $"au moins {Number(low)}", $"al menos {Number(low)}")
            : new($"{Number(low)} to {Number(high.Value)}", $"de {Number(low)} à {Number(high.Value)}", $"de {Number(low)} a {Number(high.Value)}");

        static string Number(long value) => value.ToString("N0", CultureInfo.CurrentCulture);
    }

    /// <summary>Mean of a measure a contribution (one person, or one person in one week or other period), in the measure's unit.</summary>
    public static decimal Mean(TableCell cell, int measure) => (decimal)cell.Measures[measure] / Math.Max(1, cell.Contributions);

    /// <summary>A share in per cent, without the sign.</summary>
    public static string Percent(double share) => (share * 100).ToString("N1", CultureInfo.CurrentCulture);

    /// <summary>A mean as people say it: see <see cref="Units"/>.</summary>
    public string Figure(TableCell cell, int measure) => Units.Say(Mean(cell, measure), table.Measures[measure].Unit);

    /// <summary>
    /// How sure a mean or a share is (95 per cent), in the measure's unit: a share's by Wilson, a mean's by Student of the squares that the table adds up. Null where a person stands
    /// behind a figure more than once, or the table has no squares of it.
    /// </summary>
    public (decimal Low, decimal High)? Interval(TableCell cell, int measure)
    {
        if (cell.Persons != cell.Contributions || cell.Persons < 2)
        {
            return null;
        }

        if (cell.PlusMinus is { } off)
        {
            return WithNoise(cell.Measures[measure], off[measure + 1], cell.Persons, off[0], table.Measures[measure].Unit == Units.Share);
        }

        if (table.Measures[measure].Unit == Units.Share)
        {
            // A peer's table may say what cannot be.
            return cell.Measures[measure] > cell.Persons ? null : Of(WilsonInterval.Of(cell.Measures[measure], cell.Persons));
        }

        return MeanOf(cell, measure) is { } mean ? ((decimal)Math.Max(0, mean.Low), (decimal)mean.High) : null;

        static (decimal, decimal) Of(WilsonInterval share) => ((decimal)share.Low, (decimal)share.High);
    }

    /// <summary>A mean and how sure it is; null where a person stands behind it more than once, or the table has no squares of it.</summary>
    public MeanInterval? MeanOf(TableCell cell, int measure)
    {
        var squares = table.Measures.Select((each, place) => (each.SquareOf, place)).Where(each => each.SquareOf == table.Measures[measure].Name).Select(each => (int?)each.place).FirstOrDefault();
        return cell.Persons != cell.Contributions || cell.Persons < 2 || squares is not { } place
            ? null : MeanInterval.Of(cell.Measures[measure], cell.Measures[place], cell.Persons);
    }

    /// <summary>The same as people say it, like <c>4 h 10 – 5 h 50</c>; null where there is none.</summary>
    public string? IntervalWords(TableCell cell, int measure) => Interval(cell, measure) is { } interval
        ? $"{Units.Say(interval.Low, table.Measures[measure].Unit)} – {Units.Say(interval.High, table.Measures[measure].Unit)}" : null;

    /// <summary>True when some of its figures come with an interval.</summary>
    public bool HasIntervals => (Repeated is null && (table.Noise is not null || Answers.Length > 0)) || table.Measures.Any(measure => measure.SquareOf is not null || measure.Unit == Units.Share);

    /// <summary>Places of the dimensions told period by period; with groups where single periods alone have intervals.</summary>
    public int[] ByPeriod => Periods is not { } periods ? [] : Repeated is not null && HasIntervals ? [periods, .. Groups] : [periods];

    /// <summary>
    /// What the chart of the table shows along its first dimension of groups: of answers how many people gave each, of groups the mean of the first measure, or how many they are where nothing
    /// is added up. Null: there is nothing to draw.
    /// </summary>
    public Drawing? Chart => Groups.Length == 0 ? null
        : table.Dimensions[Groups[0]] is var first && (first.IsAnswer || Measures.Length == 0)
            ? new(PeopleWord, new($"{PeopleWord.En}, by {first.Label.En}", $"{PeopleWord.Fr}, par {first.Label.Fr}", $"{PeopleWord.Es}, por {first.Label.Es}"), "persons",
                [.. By(Groups[0]).SkipLast(1).Where(line => !line.IsGroup).Select(line => (line.Labels[0], (decimal?)line.Cell?.Persons, line.Cell is { } cell ? People(cell).ToString() : null))])
            : MeansOf(table.Dimensions[Groups[0]].Label, table.Measures[Measures[0]].Label);

    /// <summary>A chart: its axis, its title, the unit of its values, and its bars; a value is null where it is hidden.</summary>
    public sealed record Drawing(Text Axis, Text Title, string? Unit, IReadOnlyList<(Text Label, decimal? Value, string? Figure)> Bars);

    /// <summary>
    /// Of the people counted, how many stand under each answer, with the interval of 95 per cent; answers hidden, by some unions even, are left out.
    /// Nothing where people repeat, or where the total is hidden.
    /// </summary>
    /// <param name="dimension">Place of a dimension of <see cref="Answers"/>.</param>
    public IReadOnlyList<(Text Answer, long Persons, long Of, WilsonInterval Interval)> Shares(int dimension)
    {
        var lines = By(dimension);
        return dimension == Periods || lines.Count == 0 || lines[^1].Cell is not { } all ? [] :
            [.. lines.SkipLast(1).Where(line => line.Cell is { MissingSources: 0 }).Select(line =>
                (line.Labels[0], line.Cell!.Persons, all.Persons, ShareOf(line.Cell, all)))];
    }

    private static WilsonInterval ShareOf(TableCell part, TableCell all)
    {
        if (part.PlusMinus is not { } off || all.PlusMinus is not { } allOff)
        {
            return WilsonInterval.Of(part.Persons, all.Persons);
        }

        var (low, high) = WithNoise(part.Persons, off[0], all.Persons, allOff[0], true);
        return new(Math.Min(1, (double)part.Persons / all.Persons), (double)low, (double)high);
    }

    // The widest that the noise of both allows; of a share, what chance does to it besides.
    private static (decimal Low, decimal High) WithNoise(long part, long partOff, long whole, long wholeOff, bool isShare)
    {
        var (least, largest, fewest, most) = (Math.Max(0, part - partOff), part + partOff, Math.Max(1, whole - wholeOff), whole + wholeOff);
        return isShare
            ? ((decimal)WilsonInterval.Of(Math.Min(least, most), most).Low, (decimal)WilsonInterval.Of(Math.Min(largest, fewest), fewest).High)
            : ((decimal)least / most, (decimal)largest / fewest);
    }

    private Drawing MeansOf(Text group, Text measure)
    {
        var axis = new Text($"{measure.En}, {MeanWords.En}", $"{measure.Fr}, {MeanWords.Fr}", $"{measure.Es}, {MeanWords.Es}");
        return new(axis, new($"{measure.En}: {MeanWords.En}, by {group.En}", $"{measure.Fr} : {MeanWords.Fr}, par {group.Fr}", $"{measure.Es}: {MeanWords.Es}, por {group.Es}"),
            table.Measures[Measures[0]].Unit,
            [.. By(Groups[0]).Where(line => !line.IsGroup).Select(line => (line.Labels[0], line.Cell is { } cell ? Mean(cell, Measures[0]) : (decimal?)null, line.Cell is { } shown ? Figure(shown, Measures[0]) : null))]);
    }

    // Codes hold no tab: they are machine names.
    private static string Key(IEnumerable<string?> codes) => string.Join('\t', codes);
}
