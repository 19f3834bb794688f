using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>From mirrored tables to a federation's own.</summary>
internal static class RollUpTable
{
    /// <summary>How a roll-up comes about.</summary>
    public static readonly Text Method = new(
        "Sum of the tables that affiliated unions published of the same template. Each union hid its own small cells first; what a union hides is missing here, and the cell says so. Cells below this federation's own smallest group are hidden too. A person who belongs to two unions counts twice. Taking part was voluntary: this is no random sample, and no sampling error is stated.",
        "Somme des tableaux publiés par les syndicats affiliés à partir du même modèle. Chaque syndicat a d'abord masqué ses petites cellules ; ce qu'un syndicat masque manque ici, et la cellule le dit. Les cellules sous le plus petit groupe de cette fédération sont masquées aussi. Une personne membre de deux syndicats compte deux fois. La participation était volontaire : ce n'est pas un échantillon aléatoire, aucune erreur d'échantillonnage n'est indiquée.",
        "Suma de las tablas que los sindicatos afiliados publicaron con la misma plantilla. Cada sindicato ocultó antes sus celdas pequeñas; lo que un sindicato oculta falta aquí, y la celda lo dice. También se ocultan las celdas por debajo del grupo mínimo de esta federación. Quien pertenece a dos sindicatos cuenta dos veces. La participación fue voluntaria: no es una muestra aleatoria y no se indica error de muestreo.");

    /// <summary>What is to be known besides where unions hide what is missing.</summary>
    private static readonly Text Between = new(
        " Such a cell says between which values it lies with what is hidden, as anybody can work it out from the union's own table; means are of the figures shown.",
        " Une telle cellule indique entre quelles valeurs elle se situe avec ce qui est masqué, comme chacun peut le calculer à partir du tableau du syndicat ; les moyennes sont celles des chiffres affichés.",
        " Tal celda dice entre qué valores está con lo oculto, como cualquiera puede calcular a partir de la tabla del sindicato; las medias son de las cifras mostradas.");

    /// <summary>True when tables can be added up: the same dimensions and measures, by name, periods and order, crossed in the same way, and no code in two groups.</summary>
    public static bool CanAdd(IReadOnlyList<TableFile> sources) => sources.All(source => source.Noise is null && source.Gap == sources[0].Gap && Crossings.AreAlike(source.Crossings, sources[0].Crossings) &&
        source.Measures.Select(measure => (measure.Name, measure.SquareOf)).SequenceEqual(sources[0].Measures.Select(measure => (measure.Name, measure.SquareOf)))
        && source.Dimensions.Select(dimension => (dimension.Name, dimension.KeptBy, dimension.CodeList)).SequenceEqual(sources[0].Dimensions.Select(dimension => (dimension.Name, dimension.KeptBy, dimension.CodeList))))
        && Enumerable.Range(0, sources[0].Dimensions.Count).All(d => sources.SelectMany(source => source.Dimensions[d].Codes).GroupBy(code => code.Code).All(same => same.Select(code => code.In).Distinct().Count() == 1));

    /// <summary>The sum.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="template">Whose words it speaks: sources may word what they count in their own way. Null when it is not here: the words of the sources.</param>
    /// <param name="sources">What is added up.</param>
    /// <param name="minimumGroup">Fewest persons behind a figure.</param>
    /// <param name="corrected">The version that it replaces as a correction: what that one hides stays hidden. Null for a new table.</param>
    /// <param name="earlier">Versions that readers have: what the new one and one of them give away together is hidden.</param>
    /// <returns>The table; and whether even its total is hidden, because a source changed by so few since an earlier one.</returns>
    public static (TableFile File, bool IsChangedByFew) Of(
        Text title, CampaignSchema? template, IReadOnlyList<TableFile> sources, int minimumGroup, TableFile? corrected, IReadOnlyList<EarlierSum> earlier)
    {
        List<TableFile> all = [.. sources, .. earlier.SelectMany(each => each.Tables)];
        sources = [.. sources.Select(source => SmallGroups.Apart(source, all))];
        earlier = [.. earlier.Select(each => each.Apart(all))];
        var gated = RollUp.Of([.. sources.Select(source => source.Gated())], new GateRule(minimumGroup), corrected?.HiddenCodes(), [.. earlier.Select(each => each.Gated())]);
        List<TableFile> labelled = [.. sources, .. corrected is null ? Array.Empty<TableFile>() : [corrected], .. earlier.SelectMany(each => each.Tables)];
        var fields = template?.Fields.ToDictionary(field => field.Name) ?? [];
        List<TableDimension> dimensions = [.. gated.Dimensions.Select((dimension, d) => sources[0].Dimensions[d] with
        {
            Label = fields.GetValueOrDefault(dimension.Name)?.Label ?? sources[0].Dimensions[d].Label,
            Codes = InOrder(fields.GetValueOrDefault(dimension.Name), dimension.Codes.Select(code => labelled.SelectMany(source => source.Dimensions[d].Codes).First(each => each.Code == code))),
        })];
        List<TableMeasure> measures = [.. sources[0].Measures.Select(measure => measure with { Label = fields.GetValueOrDefault(measure.Name)?.Label ?? measure.Label })];
        var isShort = gated.Published.Any(cell => cell.Bounds is not null);
        return (CampaignTable.Publish(
                title, dimensions, measures, isShort ? new(Method.En + Between.En, Method.Fr + Between.Fr, Method.Es + Between.Es) : Method,
                earlier.Count > 0 ? Protections.OfRollUpBeside : Protections.OfRollUp, gated) with { Gap = sources[0].Gap },
            gated.Suppressed.Any(cell => cell.Reason == SuppressionReason.Differencing && cell.Codes.All(code => code is null)));
    }

    // In the template's words and order, as far as it has them: each group, and under it what belongs to it.
    private static List<TableCode> InOrder(SchemaField? field, IEnumerable<TableCode> codes)
    {
        List<SchemaChoice> said = field is null ? [] : [.. ChoiceGroups.InOrder(field)];
        return [.. ChoiceGroups.InOrder(
            codes.Select(code => (Code: code, Place: said.FindIndex(each => each.Code == code.Code))).OrderBy(each => each.Place < 0 ? said.Count : each.Place)
                .Select(each => each.Place < 0 ? each.Code : each.Code with { Label = said[each.Place].Label }),
            code => code.Code, code => code.In)];
    }
}
