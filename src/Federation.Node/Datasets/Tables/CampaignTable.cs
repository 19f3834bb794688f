using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>From rows to a published table: group by the campaign's dimensions, add up its measures, pass the gate.</summary>
internal static class CampaignTable
{
    /// <summary>The table of these rows, or null when nobody gave anything.</summary>
    /// <param name="campaign">How it is cut and what is added up.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="rule">What the gate demands.</param>
    /// <param name="corrected">The version that it replaces as a correction: what that one hides stays hidden. Null for a new table.</param>
    /// <param name="earlier">Versions that readers have: what the new one and one of them give away together is hidden.</param>
    /// <returns>The table; and whether even its total is hidden, because so few gave something since an earlier one.</returns>
    public static (TableFile File, bool IsChangedByFew)? Of(
        CampaignCard campaign, ContributionRows rows, GateRule rule, TableFile? corrected, IReadOnlyList<EarlierTable> earlier)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var fields = campaign.Schema.Fields.ToDictionary(field => field.Name);
        var published = corrected ?? (earlier.LastOrDefault(table => table.File is not null)?.File);
        var together = campaign.Schema.Table.Dimensions.Select((name, d) => SmallGroups.Of(fields[name], d, rule.MinimumGroup, rows, published)).ToList();
        var stayHidden = corrected?.HiddenCodes() ?? [];
        var hidden = stayHidden.Concat(earlier.SelectMany(table => table.HiddenCodes)).ToList();
        List<TableDimension> dimensions = [.. campaign.Schema.Table.Dimensions.Select((name, d) => SmallGroups.Merged(Dimension(fields[name],
            rows.Codes(d).Concat(earlier.SelectMany(table => table.Rows.Codes(d))).Concat(hidden.Select(codes => codes[d]).OfType<string>())), together[d]))];
        var measures = campaign.Schema.Table.Measures.Select(name => fields[name]).ToList();
        var gated = Gate.Pass(Add(rows), rule, stayHidden, [.. earlier.Select(table => new EarlierRelease(Add(rows.Difference(table.Rows)), table.HiddenCodes))]);
        return (Publish(campaign.Title, dimensions, [.. measures.Select(measure => new TableMeasure(measure.Name, measure.Label, measure.Unit, measure.Made?.SquareOf))],
                TableMethod.Of(campaign.Schema), Protections.OfCampaign, gated) with { Gap = campaign.Schema.Table.Gap },
            gated.Suppressed.Any(cell => cell.Reason == SuppressionReason.Differencing && cell.Codes.All(code => code is null)));

        Table Add(ContributionRows given)
        {
            var builder = new TableBuilder(
                [.. dimensions.Select(dimension => new Dimension(dimension.Name, [.. dimension.Codes.Select(code => code.Code)], dimension.PersonsRepeat, dimension.IsAnswer) { Within = dimension.Within() })],
                [.. measures.Select(measure => new Measure(measure.Name, measure is { Minimum: 0, Maximum: 1 }))],
                campaign.Schema.Table.Crossings);
            int[] persons = [.. given.Consents.Select(consent => builder.Person(consent.ToString()))];
            int[][] places = [.. dimensions.Select((_, d) => given.Codes(d).Select(code => builder.Place(d, together[d].Contains(code) ? SchemaField.SmallGroups : code)).ToArray())];
            var (codes, values) = (new int[dimensions.Count], new long[measures.Count]);
            for (var row = 0; row < given.Count; row++) // a million of them: nothing is made anew for each
            {
                for (var d = 0; d < codes.Length; d++)
                {
                    codes[d] = places[d][given.Places(d)[row]];
                }

                for (var m = 0; m < values.Length; m++)
                {
                    values[m] = given.Values(m)[row];
                }

                builder.Add(persons[given.Persons[row]], codes, values);
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
        [.. gated.Published.Select(cell => new TableCell(cell.Codes, cell.Persons, cell.Contributions, cell.Measures, cell.Sources, cell.MissingSources, Bounds: TableBounds.Of(cell.Bounds)))],
        [.. gated.Suppressed.Select(cell => new HiddenCell(cell.Codes))], protections, Crossings: gated.Crossings);

    /// <summary>A field as a table is cut by it.</summary>
    /// <param name="field">The field.</param>
    /// <param name="used">Of a field whose codes the form does not list, as weeks and other periods: those that are there.</param>
    public static TableDimension Dimension(SchemaField field, IEnumerable<string> used) => field.KeptBy is not null
        ? new TableDimension(field.Name, field.Label,
            [.. used.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(period => new TableCode(period, Text.Same(period)))],
            PersonsRepeat: field.Date is not { EachPeriod: false }, KeptBy: field.Date?.KeptBy.NameOf())
        : new TableDimension(field.Name, field.Label, [.. ChoiceGroups.InOrder(field).Select(code => new TableCode(code.Code, code.Label, code.In))],
            PersonsRepeat: field.Kind == FieldKind.Several, IsAnswer: field.Kind == FieldKind.Several || field.Import is not null || field.Made is not null, CodeList: field.CodeList);
}
