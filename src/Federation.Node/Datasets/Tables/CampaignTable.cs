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
        "Weekly figures that members gave of their own will, typed or taken from their WeClock export or a spreadsheet, added up by sector, region and week. Every figure stands for at least the smallest group and for no one or two people alone; cells of which that is not so, or from which such could be worked out or bounded closely, are hidden. People chose to take part: this is no random sample, so no sampling error is stated, and the figures speak for those counted.",
        "Chiffres hebdomadaires donnés volontairement par des membres, saisis ou tirés de leur export WeClock ou d'un tableur, additionnés par secteur, région et semaine. Chaque chiffre représente au moins le plus petit groupe et jamais une ou deux personnes seules ; les cellules où ce n'est pas le cas, ou dont on pourrait en déduire ou en encadrer de telles, sont masquées. Les personnes ont choisi de participer : ce n'est pas un échantillon aléatoire, aucune erreur d'échantillonnage n'est donc indiquée et les chiffres valent pour les personnes comptées.",
        "Cifras semanales dadas voluntariamente por afiliados, escritas o tomadas de su exportación de WeClock o de una hoja de cálculo, sumadas por sector, región y semana. Cada cifra representa al menos el grupo más pequeño y nunca a una o dos personas solas; las celdas en que no es así, o de las que se podrían deducir o acotar de cerca otras tales, se ocultan. Las personas eligieron participar: no es una muestra aleatoria, por eso no se indica error de muestreo, y las cifras valen para las personas contadas.");

    /// <summary>How the figures of a comparison with an old pay rule come about.</summary>
    public static readonly Text PayMethod = new(
        "Members gave their own pay records of their own will. For each, the jobs that the old rule did not pay were added up, as paid and as the old rule would have paid them, tips left out; who got less “earns less”, and the loss is stated in per cent of what the old rule would have paid. Every figure stands for at least the smallest group; cells that are smaller, or from which smaller ones could be worked out, are hidden. People chose to take part: the intervals say how far chance alone could move the shares if they had been drawn at random.",
        "Des membres ont donné volontairement leurs propres relevés de paie. Pour chacun, les courses que l'ancienne règle n'a pas payées ont été additionnées, telles que payées et telles que l'ancienne règle les aurait payées, sans les pourboires ; qui a reçu moins « gagne moins », et la perte est donnée en pour cent de ce que l'ancienne règle aurait payé. Chaque chiffre représente au moins le plus petit groupe ; les cellules plus petites, ou dont on pourrait en déduire de plus petites, sont masquées. Les personnes ont choisi de participer : les intervalles disent combien le seul hasard pourrait déplacer les parts si elles avaient été tirées au sort.",
        "Afiliados dieron voluntariamente sus propios registros de paga. De cada quien se sumaron los trabajos que la regla anterior no pagó, según lo pagado y según lo que la regla anterior habría pagado, sin propinas; quien recibió menos «gana menos», y la pérdida se da en por ciento de lo que la regla anterior habría pagado. Cada cifra representa al menos el grupo más pequeño; las celdas menores, o de las que se podrían deducir menores, se ocultan. Las personas eligieron participar: los intervalos dicen cuánto podría mover las partes el solo azar si hubieran sido elegidas por sorteo.");

    /// <summary>How the figures of hourly pay come about.</summary>
    public static readonly Text HourlyMethod = new(
        "Members gave the records of their own jobs of their own will. For each, what was paid for all jobs, less a cost for every kilometre, is divided by the hours from the first job of each shift to the end of its last, so with the waiting between jobs but not before the first; who has less left than the legal minimum “is below it”. The campaign says the cost, the minimum, and whether tips count. Every figure stands for at least the smallest group; cells that are smaller, or from which smaller ones could be worked out, are hidden. People chose to take part: the intervals say how far chance alone could move the shares if they had been drawn at random.",
        "Des membres ont donné volontairement les relevés de leurs propres courses. Pour chacun, ce qui a été payé pour toutes les courses, moins un coût par kilomètre, est divisé par les heures allant de la première course de chaque service à la fin de la dernière, donc avec l'attente entre les courses mais pas avant la première ; à qui il reste moins que le minimum légal « est en dessous ». La campagne dit le coût, le minimum, et si les pourboires comptent. Chaque chiffre représente au moins le plus petit groupe ; les cellules plus petites, ou dont on pourrait en déduire de plus petites, sont masquées. Les personnes ont choisi de participer : les intervalles disent combien le seul hasard pourrait déplacer les parts si elles avaient été tirées au sort.",
        "Afiliados dieron voluntariamente los registros de sus propios trabajos. De cada quien, lo pagado por todos los trabajos, menos un costo por kilómetro, se divide entre las horas desde el primer trabajo de cada turno hasta el fin del último, con la espera entre trabajos pero no antes del primero; a quien le queda menos que el mínimo legal «está por debajo». La campaña dice el costo, el mínimo y si cuentan las propinas. Cada cifra representa al menos el grupo más pequeño; las celdas menores, o de las que se podrían deducir menores, se ocultan. Las personas eligieron participar: los intervalos dicen cuánto podría mover las partes el solo azar si hubieran sido elegidas por sorteo.");

    /// <summary>The table of these rows, or null when nobody gave anything.</summary>
    /// <param name="campaign">How it is cut and what is added up.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="rule">What the gate demands.</param>
    /// <param name="corrected">The version that it replaces as a correction: what that one hides stays hidden. Null for a new table.</param>
    /// <param name="earlier">Versions that readers have: what the new one and one of them give away together is hidden.</param>
    /// <returns>The table; and whether even its total is hidden, because so few gave something since an earlier one.</returns>
    public static (TableFile File, bool IsChangedByFew)? Of(
        CampaignCard campaign, IReadOnlyList<ContributionRow> rows, GateRule rule, TableFile? corrected, IReadOnlyList<EarlierTable> earlier)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var fields = campaign.Schema.Fields.ToDictionary(field => field.Name);
        var stayHidden = corrected?.HiddenCodes() ?? [];
        var hidden = stayHidden.Concat(earlier.SelectMany(table => table.File.HiddenCodes())).ToList();
        List<TableDimension> dimensions = [.. campaign.Schema.Table.Dimensions.Select((name, d) => Dimension(fields[name],
            rows.Concat(earlier.SelectMany(table => table.Rows)).Select(row => row.Dimensions[name]).Concat(hidden.Select(codes => codes[d]).OfType<string>())))];
        var measures = campaign.Schema.Table.Measures.Select(name => fields[name]).ToList();
        var gated = Gate.Pass(Add(rows), rule, stayHidden, [.. earlier.Select(table => new EarlierRelease(Add(table.Changed(rows)), table.File.HiddenCodes()))]);
        return (Publish(campaign.Title, dimensions, [.. measures.Select(measure => new TableMeasure(measure.Name, measure.Label, measure.Unit))],
                campaign.Schema.OldPay is not null ? PayMethod : campaign.Schema.HourlyPay is not null ? HourlyMethod : Method, Protections.OfCampaign, gated),
            gated.Suppressed.Any(cell => cell.Reason == SuppressionReason.Differencing && cell.Codes.All(code => code is null)));

        Table Add(IReadOnlyList<ContributionRow> given)
        {
            var builder = new TableBuilder(
                [.. dimensions.Select(dimension => new Dimension(dimension.Name, [.. dimension.Codes.Select(code => code.Code)], dimension.PersonsRepeat, dimension.IsAnswer))],
                [.. measures.Select(measure => new Measure(measure.Name, measure is { Minimum: 0, Maximum: 1 }))]);
            foreach (var row in given)
            {
                builder.Add(row.ConsentId.ToString(), [.. dimensions.Select(dimension => row.Dimensions[dimension.Name])],
                    [.. measures.Select(measure => row.Measures[measure.Name])]);
            }

            return builder.Build();
        }
    }

    /// <summary>A gated table in its published form.</summary>
    public static TableFile Publish(
        Text title, IReadOnlyList<TableDimension> dimensions, IReadOnlyList<TableMeasure> measures, Text method, IReadOnlyList<string> protections, GatedTable gated) => new(
        title,
        [.. dimensions.Select((dimension, d) => dimension with { PersonsRepeat = gated.Dimensions[d].PersonsRepeat })],
        measures, gated.MinimumGroup, gated.Sources, gated.Population, gated.SuppressionCount, method,
        [.. gated.Published.Select(cell => new TableCell(cell.Codes, cell.Persons, cell.Contributions, cell.Measures, cell.Sources, cell.MissingSources))],
        [.. gated.Suppressed.Select(cell => new HiddenCell(cell.Codes))], protections);

    private static TableDimension Dimension(SchemaField field, IEnumerable<string> used) => field.Kind == FieldKind.Week
        ? new TableDimension(field.Name, field.Label,
            [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(week => new TableCode(week, Text.Same(week)))], PersonsRepeat: true)
        : new TableDimension(field.Name, field.Label, [.. field.Choices.Select(choice => new TableCode(choice.Code, choice.Label))], PersonsRepeat: false, IsAnswer: field.Import is not null);
}
