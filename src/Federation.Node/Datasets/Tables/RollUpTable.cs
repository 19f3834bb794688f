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

    /// <summary>True when tables can be added up: the same dimensions and measures, by name and order.</summary>
    public static bool CanAdd(IReadOnlyList<TableFile> sources) => sources.All(source => source.Noise is null && source.Gap == sources[0].Gap &&
        source.Measures.Select(measure => (measure.Name, measure.SquareOf)).SequenceEqual(sources[0].Measures.Select(measure => (measure.Name, measure.SquareOf)))
        && source.Dimensions.Select(dimension => dimension.Name).SequenceEqual(sources[0].Dimensions.Select(dimension => dimension.Name)));

    /// <summary>The sum.</summary>
    /// <param name="title">Its name.</param>
    /// <param name="sources">What is added up.</param>
    /// <param name="minimumGroup">Fewest persons behind a figure.</param>
    /// <param name="corrected">The version that it replaces as a correction: what that one hides stays hidden. Null for a new table.</param>
    public static TableFile Of(Text title, IReadOnlyList<TableFile> sources, int minimumGroup, TableFile? corrected)
    {
        sources = [.. sources.Select(source => SmallGroups.Apart(source, sources))];
        var gated = RollUp.Of([.. sources.Select(source => source.Gated())], new GateRule(minimumGroup), corrected?.HiddenCodes());
        List<TableFile> labelled = [.. sources, .. corrected is null ? Array.Empty<TableFile>() : [corrected]];
        List<TableDimension> dimensions = [.. gated.Dimensions.Select((dimension, d) => sources[0].Dimensions[d] with
        {
            Codes = [.. dimension.Codes.Select(code => labelled.SelectMany(source => source.Dimensions[d].Codes).First(each => each.Code == code))],
        })];
        return CampaignTable.Publish(title, dimensions, sources[0].Measures, Method, Protections.OfRollUp, gated) with { Gap = sources[0].Gap };
    }
}
