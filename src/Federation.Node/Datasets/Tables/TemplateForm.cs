using Federation.Node.Campaigns;
using Federation.Node.Shell;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// Does a peer's table have the cut and the units of the template it names? A roll-up adds units, and a corrected one does so before anybody reads it.
/// Codes and names say what is meant; labels are words, and a roll-up speaks those of the template (<see cref="RollUpTable"/>).
/// </summary>
internal static class TemplateForm
{
    /// <summary>What does not fit, in one English sentence; null when all does.</summary>
    public static string? Refute(CampaignSchema schema, TableFile table)
    {
        var fields = schema.Fields.ToDictionary(field => field.Name);
        return table.Noise is not null ? "A table with noise is of no template, for it is added to no other."
            : !table.Dimensions.Select(dimension => dimension.Name).SequenceEqual(schema.Table.Dimensions)
            || !table.Measures.Select(measure => measure.Name).SequenceEqual(schema.Table.Measures)
                ? "The table does not have the dimensions and measures of its template, in their order."
            : table.Measures.FirstOrDefault(measure => measure.Unit != fields[measure.Name].Unit || measure.SquareOf != fields[measure.Name].Made?.SquareOf) is { } measure
                ? $"The measure {measure.Name} does not have the unit and meaning of its template."
            : table.Dimensions.FirstOrDefault(dimension => dimension.KeptBy != fields[dimension.Name].Date?.KeptBy.NameOf() || dimension.CodeList != fields[dimension.Name].CodeList) is { } other
                ? $"The dimension {other.Name} does not have the periods or the code list of its template."
            : table.Dimensions.SelectMany(dimension => dimension.Codes.Where(code => !IsOf(fields[dimension.Name], code)).Select(code => (dimension.Name, code.Code))).FirstOrDefault()
                is { Name: { } name, Code: var stranger }
                ? $"The dimension {name} has the code {stranger}, which its template does not have there."
            : !Crossings.AreAlike(table.Crossings, schema.Table.Crossings) ? "The table does not cross the dimensions that its template crosses."
            : table.Gap != schema.Table.Gap ? "The table does not compare what its template compares."
            : null;
    }

    private static bool IsOf(SchemaField field, TableCode code) => field.KeptBy is { } kind
        ? code.Label == Text.Same(code.Code) && kind.DaysOf(code.Code) is not null
        : field.Choices.Concat(field.Groups ?? []).Any(choice => choice.Code == code.Code && choice.In == code.In) || (field.MergeSmall && code.Code == SchemaField.SmallGroups);
}
