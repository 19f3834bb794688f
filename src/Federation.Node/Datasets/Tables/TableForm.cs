using Federation.Node.Campaigns;
using Federation.Privacy.DifferentialPrivacy;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// What a peer's table must look like before any arithmetic touches it: what is not bounded here would be added to our own figures, shown on our
/// pages, or fill our memory.
/// </summary>
internal static class TableForm
{
    /// <summary>
    /// Largest figure that is read from a peer: JSON holds whole numbers exactly up to 2^53 (RFC 8785 §3.2.2.3), and nine hundred tables with
    /// figures as large as this still add up below it.
    /// </summary>
    public const long MaxFigure = 10_000_000_000_000;

    /// <summary>Measures at most: the audit keeps one number for every measure and cell.</summary>
    public const int MaxMeasures = 32;

    /// <summary>Longest code, name or unit, in characters.</summary>
    public const int LongestCode = 64;

    /// <summary>Longest label or title, in characters.</summary>
    public const int LongestLabel = 300;

    /// <summary>What is wrong with a table, in one English sentence; null when it has the form of one.</summary>
    public static string? Refute(TableFile table) =>
        // Nullable annotations of System.Text.Json do not reach into lists.
        HasHoles(table) ? "A list in the table holds null where something has to stand."
        : table.MinimumGroup < GateRule.SmallestMinimum ? $"A minimum group below {GateRule.SmallestMinimum} protects nobody."
        : table.Measures.Count > MaxMeasures ? $"A table has at most {MaxMeasures} measures."
        : table.Protections?.Count > Protections.Most ? $"A table names at most {Protections.Most} protections."
        : Codes(table).Any(code => !IsCode(code)) ? $"A name, code or unit is empty, longer than {LongestCode} characters, or holds control characters."
        : table.Dimensions.Any(dimension => CalendarPeriods.Named(dimension.KeptBy) is { } kind && dimension.Codes.Any(code => kind.DaysOf(code.Code) is null)) ? "A dimension of periods has a code that is none."
        : Labels(table).Any(label => label.Length > LongestLabel) ? $"A label is longer than {LongestLabel} characters."
        : table.Measures.Any(measure => measure.SquareOf is { } of && (of == measure.Name || table.Measures.All(each => each.Name != of))) ? "A measure is the square of one that the table does not have."
        : table.Gap is { } gap && (table.Measures.All(measure => measure.Name != gap.Of)
            || table.Dimensions.FirstOrDefault(dimension => dimension.Name == gap.By)?.Codes.Count(code => code.Code == gap.First || code.Code == gap.Second) != 2)
                ? "The table compares groups or a measure that it does not have."
        : Crossings.FaultOf([.. table.Dimensions.Select(dimension => dimension.Name)], table.Crossings) is { } crossed ? crossed
        : table.Noise is { } noise && Rational.Read(noise.Rho) is null or { Numerator.IsZero: true } ? "The table does not say what its noise costs, as a fraction above zero."
        : table.Cells.Any(cell => cell.PlusMinus is { } off ? table.Noise is null || off.Count != 1 + table.Measures.Count : table.Noise is not null)
            ? "A table with noise says of every figure how far noise moved it, and no other table does."
        : table.Cells.Any(cell => cell.Bounds is { } bounds && !AreOf(bounds, cell, table.Measures.Count)) ? "A cell has bounds that are not those of what it lacks: two for each figure, from the figure upwards."
        : table.Cells.SelectMany(Figures).Any(figure => figure is < 0 or > MaxFigure) ? $"A figure is below zero or above {MaxFigure}."
        : null;

    private static bool HasHoles(TableFile table) =>
        table.Dimensions.Any(dimension => dimension is null || dimension.Codes.Any(code => code is null))
        || table.Measures.Any(measure => measure is null) || table.Cells.Any(cell => cell is null) || table.Hidden.Any(cell => cell is null)
        || table.Protections?.Any(name => name is null) == true || table.Crossings?.Any(names => names is null || names.Any(name => name is null)) == true;

    private static IEnumerable<string> Codes(TableFile table) => table.Dimensions.Select(dimension => dimension.Name)
        .Concat(table.Dimensions.SelectMany(dimension => dimension.Codes.Select(code => code.Code)))
        .Concat(table.Measures.Select(measure => measure.Name))
        .Concat(table.Measures.Select(measure => measure.Unit).OfType<string>()).Concat(table.Dimensions.SelectMany(dimension => new[] { dimension.KeptBy, dimension.CodeList }).OfType<string>()).Concat(table.Protections ?? []);

    private static IEnumerable<string> Labels(TableFile table) => table.Dimensions.Select(dimension => dimension.Label)
        .Concat(table.Dimensions.SelectMany(dimension => dimension.Codes.Select(code => code.Label)))
        .Concat(table.Measures.Select(measure => measure.Label)).Append(table.Title)
        .SelectMany(label => new[] { label.En, label.Fr, label.Es });

    private static IEnumerable<long> Figures(TableCell cell) => [
        cell.Persons, cell.Contributions, cell.Sources, cell.MissingSources, .. cell.Measures, .. cell.Bounds?.Low ?? [], .. cell.Bounds?.High.OfType<long>() ?? [], .. cell.PlusMinus ?? []];

    private static bool AreOf(TableBounds bounds, TableCell cell, int measures)
    {
        long[] figures = [cell.Persons, cell.Contributions, .. cell.Measures];
        return cell.MissingSources > 0 && figures.Length == measures + 2 && bounds.Low.Count == figures.Length && bounds.High.Count == figures.Length
            && bounds.Low.Zip(bounds.High, figures).All(each => each.First >= each.Third && !(each.Second < each.First));
    }

    // Rows are found by their codes joined with tabs, a total standing as nothing: an empty code would be a total, a tab two codes.
    private static bool IsCode(string code) => code.Length is > 0 and <= LongestCode && !code.Any(char.IsControl);
}
