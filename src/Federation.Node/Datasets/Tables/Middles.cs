using Federation.Node.Shell;
using Federation.Privacy.Statistics;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// What a published table says of the middle person of everybody and of each group, made of nothing but the bands that are shown: a median of a cell would be one person's
/// own figure. Where the first band means "none", also of those who have some.
/// </summary>
internal static class Middles
{
    /// <summary>One line.</summary>
    /// <param name="Of">Of whom.</param>
    /// <param name="Persons">How many they are.</param>
    /// <param name="Share">Their share of the group, when they are the part of it that has some; null for a whole group.</param>
    /// <param name="Mean">Mean of the number that the bands are of; null where the table does not add it up.</param>
    /// <param name="First">Label of the band of the middle person, or the lowest that it can be.</param>
    /// <param name="Last">The same, the highest.</param>
    /// <param name="Median">The median.</param>
    internal sealed record Line(Text Of, long Persons, WilsonInterval? Share, decimal? Mean, Text First, Text Last, BandedMedian Median);

    /// <summary>The lines of a dimension, everybody first; none where people repeat, figures have noise, or a hidden band leaves all open.</summary>
    public static IReadOnlyList<Line> Of(TableFile table, BandedDimension bands)
    {
        var place = Enumerable.Range(0, table.Dimensions.Count).Where(d => table.Dimensions[d].Name == bands.Name).Select(d => (int?)d).FirstOrDefault();
        if (place is not { } by || table.Noise is not null || table.Dimensions.Any(dimension => dimension.PersonsRepeat) || table.Dimensions[by].Codes.Count + 1 != bands.Edges.Count)
        {
            return [];
        }

        var shown = table.Cells.ToDictionary(cell => Key(cell.Codes));
        var hidden = table.Hidden.Select(cell => Key(cell.Codes)).ToHashSet();
        return [.. table.Cells.Where(cell => cell.Codes[by] is null && cell.MissingSources == 0).OrderBy(cell => cell.Codes.Count(code => code is not null))
            .SelectMany(whole => Lines(whole, [.. table.Dimensions[by].Codes.Select(code => At(whole, code.Code))]))];

        // Null: hidden, here or by a union.
        (long? Persons, TableCell? Cell) At(TableCell whole, string code)
        {
            var key = Key(whole.Codes.Select((each, d) => d == by ? code : each));
            return shown.TryGetValue(key, out var cell) ? (cell.MissingSources == 0 ? cell.Persons : null, cell) : (hidden.Contains(key) ? null : 0, null);
        }

        IEnumerable<Line> Lines(TableCell whole, (long? Persons, TableCell? Cell)[] parts)
        {
            var (labels, counts) = (table.Dimensions[by].Codes.Select(code => code.Label).ToArray(), parts.Select(part => part.Persons).ToArray());
            var name = Named(table, whole, by);
            List<Line?> lines = [LineOf(name, whole.Persons, null, Mean(whole, null), counts, bands.Edges, labels)];
            if (bands.BeginsWithNone && counts[0] is { } none && whole.Persons - none >= table.MinimumGroup)
            {
                var some = whole.Persons - none;
                lines.Add(LineOf(Without(name, labels[0]), some, WilsonInterval.Of(some, whole.Persons), Mean(whole, parts[0].Cell), counts[1..], [.. bands.Edges.Skip(1)], labels[1..]));
            }

            return lines.OfType<Line>();
        }

        decimal? Mean(TableCell whole, TableCell? less)
        {
            var measure = Enumerable.Range(0, table.Measures.Count).Where(m => table.Measures[m].Name == bands.Of).Select(m => (int?)m).FirstOrDefault();
            return measure is { } m ? (whole.Measures[m] - (less?.Measures[m] ?? 0)) / (decimal)Math.Max(1, whole.Contributions - (less?.Contributions ?? 0)) : null;
        }
    }

    private static Line? LineOf(Text of, long persons, WilsonInterval? share, decimal? mean, long?[] counts, IReadOnlyList<double?> edges, Text[] labels) =>
        BandedMedian.Of(counts, persons, edges) is { } median && (median.First > 0 || median.Last < counts.Length - 1)
            ? new Line(of, persons, share, mean, labels[median.First], labels[median.Last], median) : null;

    private static Text Named(TableFile table, TableCell cell, int by)
    {
        var labels = cell.Codes.Select((code, d) => d == by || code is null ? null : table.Dimensions[d].Codes.First(each => each.Code == code).Label).OfType<Text>().ToList();
        return labels.Count == 0 ? TableReading.TotalWord
            : new(string.Join(", ", labels.Select(label => label.En)), string.Join(", ", labels.Select(label => label.Fr)), string.Join(", ", labels.Select(label => label.Es)));
    }

    private static Text Without(Text group, Text none) => new($"{group.En}, without “{none.En}”", $"{group.Fr}, sans « {none.Fr} »", $"{group.Es}, sin «{none.Es}»");

    // Codes hold no tab: they are machine names.
    private static string Key(IEnumerable<string?> codes) => string.Join('\t', codes);
}
