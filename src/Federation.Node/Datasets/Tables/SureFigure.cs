using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>A share or a mean and how sure it is (95 per cent).</summary>
/// <param name="Of">Of whom: labels of the codes.</param>
/// <param name="Measure">What.</param>
/// <param name="Unit">In which unit; a share is between 0 and 1.</param>
/// <param name="Value">The share or mean.</param>
/// <param name="Low">Lower bound.</param>
/// <param name="High">Upper bound.</param>
internal sealed record SureFigure(Text Of, Text Measure, string? Unit, decimal Value, decimal Low, decimal High)
{
    /// <summary>All that a table holds: comparisons of two groups, shares of answers first, then shares and means of its cells.</summary>
    public static IReadOnlyList<SureFigure> AllOf(TableFile table)
    {
        var reading = new TableReading(table);
        if (!reading.HasIntervals)
        {
            return [];
        }

        var lines = reading.Crossed.Concat(reading.Repeated is null ? [] : [reading.ByPeriod]).SelectMany(places => reading.By(places)).Where(line => line.Cell is not null).DistinctBy(line => line.Cell).ToList();
        var answers = reading.Repeated is not null ? [] : reading.Answers.SelectMany(place => reading.Shares(place).Select(share => new SureFigure(
            TableReading.TotalWord, Joined([table.Dimensions[place].Label, share.Answer]), Units.Share, Rounded(share.Interval.Share), Rounded(share.Interval.Low), Rounded(share.Interval.High))));
        var cells = lines.SelectMany(line => reading.Measures.Select(measure => (line, measure, Interval: reading.Interval(line.Cell!, measure)))) // just asked for
            .Where(each => each.Interval is not null).Select(each => new SureFigure(Joined(each.line.Labels), table.Measures[each.measure].Label, table.Measures[each.measure].Unit,
                Rounded(TableReading.Mean(each.line.Cell!, each.measure)), Rounded(each.Interval!.Value.Low), Rounded(each.Interval!.Value.High))); // just asked for
        var gap = PayGap.Of(table);
        var gaps = gap?.Lines.Select(line => new SureFigure(line.Of, new($"{gap.Measure.En}: gap between {gap.First.En} and {gap.Second.En}", $"{gap.Measure.Fr} : écart entre {gap.First.Fr} et {gap.Second.Fr}",
            $"{gap.Measure.Es}: brecha entre {gap.First.Es} y {gap.Second.Es}"), Units.Share, Rounded(line.Gap.Gap), Rounded(line.Gap.Low), Rounded(line.Gap.High)));
        var counts = lines.Where(line => line.Cell?.PlusMinus is not null).Select(line => (line, line.Cell!.Persons, Off: line.Cell.PlusMinus![0])) // just looked
            .Select(each => new SureFigure(Joined(each.line.Labels), TableReading.PeopleWord, "persons", each.Persons, Math.Max(0, each.Persons - each.Off), each.Persons + each.Off));
        return [.. counts, .. gaps ?? [], .. answers, .. cells];
    }

    private static Text Joined(IReadOnlyList<Text> labels) => new(
        string.Join(" / ", labels.Select(label => label.En)), string.Join(" / ", labels.Select(label => label.Fr)), string.Join(" / ", labels.Select(label => label.Es)));

    // So many digits that nothing is lost which the interval leaves.
    private static decimal Rounded(double value) => Rounded((decimal)value);

    private static decimal Rounded(decimal value) => Math.Round(value, 4);
}
