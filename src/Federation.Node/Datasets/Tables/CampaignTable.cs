using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>From rows to a published table: group by the campaign's dimensions, add up its measures, pass the gate.</summary>
internal static class CampaignTable
{
    /// <summary>How a union's figures come about.</summary>
    public static readonly Text Method = new(
        "Weekly figures that members gave of their own will, typed or taken from their WeClock export, added up by sector, region and week. Every figure stands for at least the smallest group; cells that are smaller, or from which smaller ones could be worked out, are hidden. People chose to take part: this is no random sample, so no sampling error is stated, and the figures speak for those counted.",
        "Chiffres hebdomadaires donnés volontairement par des membres, saisis ou tirés de leur export WeClock, additionnés par secteur, région et semaine. Chaque chiffre représente au moins le plus petit groupe ; les cellules plus petites, ou dont on pourrait en déduire de plus petites, sont masquées. Les personnes ont choisi de participer : ce n'est pas un échantillon aléatoire, aucune erreur d'échantillonnage n'est donc indiquée et les chiffres valent pour les personnes comptées.",
        "Cifras semanales dadas voluntariamente por afiliados, escritas o tomadas de su exportación de WeClock, sumadas por sector, región y semana. Cada cifra representa al menos el grupo más pequeño; las celdas menores, o de las que se podrían deducir menores, se ocultan. Las personas eligieron participar: no es una muestra aleatoria, por eso no se indica error de muestreo, y las cifras valen para las personas contadas.");

    /// <summary>The table of these rows, or null when nobody gave anything.</summary>
    /// <param name="campaign">How it is cut and what is added up.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="corrected">The version that it replaces as a correction: what that one hides stays hidden. Null for a new table.</param>
    public static TableFile? Of(CampaignCard campaign, IReadOnlyList<ContributionRow> rows, TableFile? corrected)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var fields = campaign.Schema.Fields.ToDictionary(field => field.Name);
        var stayHidden = corrected?.HiddenCodes() ?? [];
        List<TableDimension> dimensions = [.. campaign.Schema.Table.Dimensions.Select((name, d) =>
            Dimension(fields[name], [.. rows.Select(row => row.Dimensions[name]).Concat(stayHidden.Select(codes => codes[d]).OfType<string>())]))];
        var measures = campaign.Schema.Table.Measures.Select(name => fields[name]).ToList();
        var builder = new TableBuilder(
            [.. dimensions.Select(dimension => new Dimension(dimension.Name, [.. dimension.Codes.Select(code => code.Code)], dimension.PersonsRepeat))],
            [.. measures.Select(measure => new Measure(measure.Name, measure is { Minimum: 0, Maximum: 1 }))]);
        foreach (var row in rows)
        {
            builder.Add(row.ConsentId.ToString(), [.. dimensions.Select(dimension => row.Dimensions[dimension.Name])],
                [.. measures.Select(measure => row.Measures[measure.Name])]);
        }

        var gated = Gate.Pass(builder.Build(), new GateRule(campaign.MinimumGroup), stayHidden);
        return Publish(campaign.Title, dimensions, [.. measures.Select(measure => new TableMeasure(measure.Name, measure.Label, measure.Unit))], Method, gated);
    }

    /// <summary>A gated table in its published form.</summary>
    public static TableFile Publish(
        Text title, IReadOnlyList<TableDimension> dimensions, IReadOnlyList<TableMeasure> measures, Text method, GatedTable gated) => new(
        title,
        [.. dimensions.Select((dimension, d) => dimension with { PersonsRepeat = gated.Dimensions[d].PersonsRepeat })],
        measures, gated.MinimumGroup, gated.Sources, gated.Population, gated.SuppressionCount, method,
        [.. gated.Published.Select(cell => new TableCell(cell.Codes, cell.Persons, cell.Contributions, cell.Measures, cell.Sources, cell.MissingSources))],
        [.. gated.Suppressed.Select(cell => new HiddenCell(cell.Codes))]);

    private static TableDimension Dimension(SchemaField field, IReadOnlyList<string> used) => field.Kind == FieldKind.Week
        ? new TableDimension(field.Name, field.Label,
            [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(week => new TableCode(week, Text.Same(week)))], PersonsRepeat: true)
        : new TableDimension(field.Name, field.Label, [.. field.Choices.Select(choice => new TableCode(choice.Code, choice.Label))], PersonsRepeat: false);
}
