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
        "Weekly figures that members gave of their own will, typed or taken from their WeClock export, added up by sector, region and week. Every figure stands for at least the smallest group and for no one or two people alone; cells of which that is not so, or from which such could be worked out or bounded closely, are hidden. People chose to take part: this is no random sample, so no sampling error is stated, and the figures speak for those counted.",
        "Chiffres hebdomadaires donnés volontairement par des membres, saisis ou tirés de leur export WeClock, additionnés par secteur, région et semaine. Chaque chiffre représente au moins le plus petit groupe et jamais une ou deux personnes seules ; les cellules où ce n'est pas le cas, ou dont on pourrait en déduire ou en encadrer de telles, sont masquées. Les personnes ont choisi de participer : ce n'est pas un échantillon aléatoire, aucune erreur d'échantillonnage n'est donc indiquée et les chiffres valent pour les personnes comptées.",
        "Cifras semanales dadas voluntariamente por afiliados, escritas o tomadas de su exportación de WeClock, sumadas por sector, región y semana. Cada cifra representa al menos el grupo más pequeño y nunca a una o dos personas solas; las celdas en que no es así, o de las que se podrían deducir o acotar de cerca otras tales, se ocultan. Las personas eligieron participar: no es una muestra aleatoria, por eso no se indica error de muestreo, y las cifras valen para las personas contadas.");

    /// <summary>How the figures of a comparison with an old pay rule come about.</summary>
    public static readonly Text PayMethod = new(
        "Members gave their own pay records of their own will. For each, the jobs that the old rule did not pay were added up, as paid and as the old rule would have paid them, tips left out; who got less “earns less”, and the loss is stated in per cent of what the old rule would have paid. Every figure stands for at least the smallest group; cells that are smaller, or from which smaller ones could be worked out, are hidden. People chose to take part: the intervals say how far chance alone could move the shares if they had been drawn at random.",
        "Des membres ont donné volontairement leurs propres relevés de paie. Pour chacun, les courses que l'ancienne règle n'a pas payées ont été additionnées, telles que payées et telles que l'ancienne règle les aurait payées, sans les pourboires ; qui a reçu moins « gagne moins », et la perte est donnée en pour cent de ce que l'ancienne règle aurait payé. Chaque chiffre représente au moins le plus petit groupe ; les cellules plus petites, ou dont on pourrait en déduire de plus petites, sont masquées. Les personnes ont choisi de participer : les intervalles disent combien le seul hasard pourrait déplacer les parts si elles avaient été tirées au sort.",
        "Afiliados dieron voluntariamente sus propios registros de paga. De cada quien se sumaron los trabajos que la regla anterior no pagó, según lo pagado y según lo que la regla anterior habría pagado, sin propinas; quien recibió menos «gana menos», y la pérdida se da en por ciento de lo que la regla anterior habría pagado. Cada cifra representa al menos el grupo más pequeño; las celdas menores, o de las que se podrían deducir menores, se ocultan. Las personas eligieron participar: los intervalos dicen cuánto podría mover las partes el solo azar si hubieran sido elegidas por sorteo.");

    /// <summary>How the figures of a table come about in which each person counts once.</summary>
    public static readonly Text PersonMethod = new(
        "Figures that members gave of their own will. Each member counts once, with the mean of all weeks they gave, as Directive 2003/88/EC (art. 6 and 16) averages working time, and under the answers of the last week; who has not given everything is not counted. Differences over several weeks are balanced before they count, so an hour paid a week later is paid. Every figure stands for at least the smallest group and for no one or two people alone; cells of which that is not so, or from which such could be worked out or bounded closely, are hidden. People chose to take part: the intervals (95 %; of shares Wilson's, of means Student's) say how far chance alone could move a figure if they had been drawn at random.",
        "Chiffres donnés volontairement par des membres. Chaque membre compte une fois, avec la moyenne de toutes ses semaines, comme la directive 2003/88/CE (art. 6 et 16) le fait du temps de travail, et sous les réponses de la dernière semaine ; qui n'a pas tout donné n'est pas compté. Les écarts de plusieurs semaines sont compensés avant de compter : une heure payée la semaine suivante est payée. Chaque chiffre représente au moins le plus petit groupe et jamais une ou deux personnes seules ; les cellules où ce n'est pas le cas, ou dont on pourrait en déduire ou en encadrer de telles, sont masquées. Les personnes ont choisi de participer : les intervalles (95 % ; Wilson pour les parts, Student pour les moyennes) disent combien le seul hasard pourrait déplacer un chiffre si elles avaient été tirées au sort.",
        "Cifras dadas voluntariamente por afiliados. Cada persona cuenta una vez, con la media de todas sus semanas, como promedia el tiempo de trabajo la Directiva 2003/88/CE (art. 6 y 16), y bajo las respuestas de la última semana; quien no lo ha dado todo no se cuenta. Las diferencias de varias semanas se compensan antes de contar: una hora pagada una semana después está pagada. Cada cifra representa al menos el grupo más pequeño y nunca a una o dos personas solas; las celdas en que no es así, o de las que se podrían deducir o acotar de cerca otras tales, se ocultan. Las personas eligieron participar: los intervalos (95 %; de Wilson para las partes, de Student para las medias) dicen cuánto podría mover una cifra el solo azar si hubieran sido elegidas por sorteo.");

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
        var codes = rows.Concat(earlier.SelectMany(table => table.Rows)).Select(row => campaign.Schema.Table.Dimensions.Select(name => (string?)row.Dimensions[name]).ToArray())
            .Concat(stayHidden).Concat(earlier.SelectMany(table => table.File.HiddenCodes())).ToList();
        List<TableDimension> dimensions = [.. campaign.Schema.Table.Dimensions.Select((name, d) =>
            Dimension(fields[name], [.. codes.Select(each => each[d]).OfType<string>()]))];
        var measures = campaign.Schema.Table.Measures.Select(name => fields[name]).ToList();
        var gated = Gate.Pass(Add(rows), rule, stayHidden, [.. earlier.Select(table => new EarlierRelease(Add(table.Changed(rows)), table.File.HiddenCodes()))]);
        return (Publish(campaign.Title, dimensions, [.. measures.Select(measure => new TableMeasure(measure.Name, measure.Label, measure.Unit, measure.Made?.SquareOf))],
                campaign.Schema.OldPay is not null ? PayMethod : campaign.Schema.Table.OncePerPerson ? PersonMethod : Method, Protections.OfCampaign, gated) with { Gap = campaign.Schema.Table.Gap },
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

    private static TableDimension Dimension(SchemaField field, IReadOnlyList<string> used) => field.Kind == FieldKind.Week
        ? new TableDimension(field.Name, field.Label,
            [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(week => new TableCode(week, Text.Same(week)))], PersonsRepeat: true)
        : new TableDimension(field.Name, field.Label, [.. field.Choices.Select(choice => new TableCode(choice.Code, choice.Label))], PersonsRepeat: false, IsAnswer: field.Import is not null || field.Made is not null);
}
