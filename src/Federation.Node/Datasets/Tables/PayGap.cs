using Federation.Node.Shell;
using Federation.Privacy.Statistics;

namespace Federation.Node.Datasets.Tables;

/// <summary>What a published table says of two groups in the same positions: see <see cref="AdjustedGap"/>. Made of what is shown, so that every reader gets the same.</summary>
/// <param name="First">The group that is asked about.</param>
/// <param name="Second">The group that it is compared with.</param>
/// <param name="Measure">What is compared.</param>
/// <param name="Lines">Position by position, as far as both groups are shown; then over all these positions, then of everybody whatever their position, where it can be told.</param>
internal sealed record PayGap(Text First, Text Second, Text Measure, IReadOnlyList<PayGap.Line> Lines)
{
    private static readonly Text Within = new("All of these positions, each weighted alike for both", "Toutes ces positions, pondérées de même pour les deux", "Todas estas posiciones, con el mismo peso para ambos"),
        Whatever = new("Everybody, whatever their position", "Tout le monde, quelle que soit la position", "Todas las personas, sea cual sea su posición");

    /// <summary>One comparison.</summary>
    /// <param name="Of">Of whom.</param>
    /// <param name="FirstPersons">How many of the first group.</param>
    /// <param name="SecondPersons">How many of the second.</param>
    /// <param name="Gap">What the first lacks.</param>
    public sealed record Line(Text Of, long FirstPersons, long SecondPersons, AdjustedGap Gap);

    /// <summary>Of a table; null when it compares nothing, or not one position of both is shown.</summary>
    public static PayGap? Of(TableFile table)
    {
        if (table.Gap is not { } gap)
        {
            return null;
        }

        var (by, measure) = (Place(table.Dimensions, dimension => dimension.Name == gap.By), Place(table.Measures, each => each.Name == gap.Of));
        var reading = new TableReading(table);
        var pairs = table.Cells.Where(cell => cell.Codes[by] == gap.First).Select(cell => (First: cell, Second: table.Find([.. cell.Codes.Select((code, d) => d == by ? gap.Second : code)])))
            .Select(pair => (pair.First, pair.Second, Own: reading.MeanOf(pair.First, measure), Others: pair.Second is null ? null : reading.MeanOf(pair.Second, measure)))
            .Where(pair => pair.Own is not null && pair.Others is not null).ToList();
        var positions = pairs.Where(pair => pair.First.Codes.Select((code, d) => code is not null && !table.Dimensions[d].IsGroup(code)).All(isSingle => isSingle)).ToList();
        var everybody = pairs.Where(pair => pair.First.Codes.Where((_, d) => d != by).All(code => code is null)).ToList();
        List<Line> lines = [.. positions.SelectMany(pair => Compared(Named(pair.First), [pair])), .. Compared(Within, positions), .. Compared(Whatever, everybody)];
        var codes = table.Dimensions[by].Codes;
        return lines.Count == 0 ? null : new PayGap(codes.First(code => code.Code == gap.First).Label, codes.First(code => code.Code == gap.Second).Label, table.Measures[measure].Label, lines);

        Text Named(TableCell cell)
        {
            var labels = cell.Codes.Select((code, d) => d == by ? null : table.Dimensions[d].Codes.First(each => each.Code == code).Label).OfType<Text>().ToList();
            return new(string.Join(", ", labels.Select(label => label.En)), string.Join(", ", labels.Select(label => label.Fr)), string.Join(", ", labels.Select(label => label.Es)));
        }
    }

    private static IEnumerable<Line> Compared(Text of, List<(TableCell First, TableCell? Second, MeanInterval? Own, MeanInterval? Others)> pairs) =>
        AdjustedGap.Of([.. pairs.Select(pair => (pair.First.Persons, pair.Own!, pair.Others!))]) is { } gap // just asked for
            ? [new Line(of, pairs.Sum(pair => pair.First.Persons), pairs.Sum(pair => pair.Second!.Persons), gap)] : [];

    private static int Place<T>(IReadOnlyList<T> list, Func<T, bool> isIt) => Enumerable.Range(0, list.Count).First(place => isIt(list[place])); // the form was checked
}
