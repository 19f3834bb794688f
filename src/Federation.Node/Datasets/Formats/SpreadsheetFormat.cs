using System.Globalization;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>A workbook as every officer opens it (XLSX): one sheet with the figures under labels, one with shares and means and how sure they are where that
/// can be told, one that says how to read and cite them.</summary>
internal sealed class SpreadsheetFormat(string language) : IReleaseFormat
{
    private static readonly Text State = new("Shown or hidden", "Affichée ou masquée", "Mostrada u oculta");

    private static readonly Text ShownWord = new("shown", "affichée", "mostrada");

    private static readonly Text Group = new("Of", "De", "De"), Unit = new("Unit", "Unité", "Unidad"), Value = new("Share or mean", "Part ou moyenne", "Parte o media"),
        Low = new("95 % interval from", "Intervalle à 95 %, de", "Intervalo del 95 %, desde"), High = new("to", "à", "hasta");

    public string FileName => $"table.{language}.xlsx";

    public string MediaType => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public string Standard => "https://ecma-international.org/publications-and-standards/standards/ecma-376/";

    public string Name => "Excel (XLSX)";

    public Text For => new(
        "For spreadsheets: the figures, and how to read them.", "Pour les tableurs : les chiffres, et comment les lire.", "Para hojas de cálculo: las cifras y cómo leerlas.");

    public string? Language => language;

    public Task<byte[]> Write(PublishedTable release, CancellationToken cancel)
    {
        var workbook = new Workbook();
        workbook.Add(new Text("Figures", "Chiffres", "Cifras").In(language), Figures(release.Table), headed: true);
        if (SureFigure.AllOf(release.Table) is { Count: > 0 } figures)
        {
            workbook.Add(new Text("Intervals", "Intervalles", "Intervalos").In(language), Intervals(figures), headed: true);
        }

        workbook.Add(new Text("About", "À propos", "Acerca de").In(language), About(release), headed: false);
        return Task.FromResult(workbook.Bytes());
    }

    private IEnumerable<IReadOnlyList<object>> Figures(TableFile table)
    {
        var flat = FlatTable.Of(table);
        var labels = table.Dimensions.Select(dimension => dimension.Codes.ToDictionary(code => code.Code, code => code.Label.In(language))).ToList();
        yield return [
            .. table.Dimensions.Select(dimension => dimension.Label.In(language)),
            .. FigureLabels.Of(table).Concat(FigureLabels.OfBounds(table)).Select(figure => $"{figure.Label.In(language)} ({figure.Unit})"), State.In(language)];
        foreach (var row in flat.Rows)
        {
            yield return [
                .. row.Codes.Select((code, d) => code is null ? TableReading.TotalWord.In(language) : labels[d][code]),
                .. row.Figures?.Select(figure => (object)figure) ?? flat.Figures.Select(_ => (object)TableReading.HiddenWord.In(language)),
                .. flat.Bounds.Select((_, b) => row.Bounds is { } bounds ? bounds[b] ?? (object)"" : TableReading.HiddenWord.In(language)),
                (row.Cell is null ? TableReading.HiddenWord : ShownWord).In(language)];
        }
    }

    private IEnumerable<IReadOnlyList<object>> Intervals(IReadOnlyList<SureFigure> figures) => figures
        .Select(figure => (IReadOnlyList<object>)[figure.Of.In(language), figure.Measure.In(language), figure.Unit ?? "", figure.Value, figure.Low, figure.High])
        .Prepend([Group.In(language), FigureLabels.Measure.In(language), Unit.In(language), Value.In(language), Low.In(language), High.In(language)]);

    private IEnumerable<IReadOnlyList<object>> About(PublishedTable release) => ReleaseFacts.Of(release).Select(fact => (IReadOnlyList<object>)[fact.Name.In(language), fact.Value.In(language)])
        .Append([ReleaseFacts.CitationName.In(language), release.Citation(language)]);
}
