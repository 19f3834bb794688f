using Federation.Node.Campaigns;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>What the figures of a <see cref="FlatTable"/> are called, in its order, and what they count.</summary>
internal static class FigureLabels
{
    /// <summary>What figures are called together.</summary>
    public static readonly Text Measure = new("Measure", "Mesure", "Medida");

    private static readonly Text Persons = new("People", "Personnes", "Personas");

    private static readonly Text Contributions = new("Contributions", "Contributions", "Contribuciones");

    private static readonly Text MissingSources = new(
        "Unions that hide this cell and are missing in it", "Syndicats qui masquent cette cellule et y manquent", "Sindicatos que ocultan esta celda y faltan en ella");

    /// <summary>Label and unit of the lowest and highest value of each, in the order of a <see cref="FlatTable"/>'s columns of bounds.</summary>
    public static IReadOnlyList<(Text Label, string Unit)> OfBounds(TableFile table) => !TableBounds.AnyIn(table) ? [] :
        [.. Of(table).SkipLast(1).SelectMany(figure => new[]
        {
            (new Text($"{figure.Label.En}, lowest", $"{figure.Label.Fr}, minimum", $"{figure.Label.Es}, mínimo"), figure.Unit),
            (new Text($"{figure.Label.En}, highest", $"{figure.Label.Fr}, maximum", $"{figure.Label.Es}, máximo"), figure.Unit),
        })];

    /// <summary>Label and unit of each.</summary>
    public static IReadOnlyList<(Text Label, string Unit)> Of(TableFile table) =>
    [
        (Persons, "persons"), (TablePeriod.Of(table) is { IsRepeated: true } period ? ContributionsIn(period.Kind.One()) : Contributions, "number"),
        .. table.Measures.Select(measure => (new Text($"{measure.Label.En}, sum", $"{measure.Label.Fr}, somme", $"{measure.Label.Es}, suma"), measure.Unit ?? "number")),
        (MissingSources, "number"),
    ];

    private static Text ContributionsIn(Text period) => new(
        $"Contributions (a person in {period.En})", $"Contributions (une personne, {period.Fr})", $"Contribuciones (una persona, {period.Es})");
}
