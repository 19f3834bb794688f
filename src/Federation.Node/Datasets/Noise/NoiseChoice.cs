using Federation.Node.Campaigns;
using Federation.Node.Datasets.Tables;
using Federation.Privacy.DifferentialPrivacy;

namespace Federation.Node.Datasets.Noise;

/// <summary>What an officer asks of a table with noise, before anybody looks at the figures.</summary>
/// <param name="Dimensions">How it is cut: names of fields.</param>
/// <param name="Measures">What is added up beside the number of people: names of fields.</param>
/// <param name="Rho">What it costs.</param>
public sealed record NoiseChoice(IReadOnlyList<string> Dimensions, IReadOnlyList<string> Measures, Rational Rho)
{
    /// <summary>The choice of a table that is published.</summary>
    public static NoiseChoice Of(TableFile table) => new(
        [.. table.Dimensions.Select(dimension => dimension.Name)], [.. table.Measures.Select(measure => measure.Name)], table.Noise!.Price); // asked of tables with noise only

    /// <summary>The fields a table with noise may be cut by: a person gives one answer to each or so many at most, and all answers are on the form for everybody to read.</summary>
    public static IReadOnlyList<SchemaField> DimensionsOf(CampaignSchema schema) =>
        [.. Fields(schema, schema.Table.Dimensions).Where(field => field.Kind is FieldKind.Choice or FieldKind.Several)];

    /// <summary>The fields that may be added up: what one person can give is bounded.</summary>
    public static IReadOnlyList<SchemaField> MeasuresOf(CampaignSchema schema) =>
        [.. Fields(schema, schema.Table.Measures).Where(field => field is { Minimum: >= 0, Maximum: > 0 } && field.Made?.SquareOf is null)];

    /// <summary>The fields it is cut by.</summary>
    public IReadOnlyList<SchemaField> Cuts(CampaignSchema schema) => [.. Fields(schema, Dimensions)];

    /// <summary>The fields it adds up.</summary>
    public IReadOnlyList<SchemaField> Sums(CampaignSchema schema) => [.. Fields(schema, Measures)];

    /// <summary>The one it is cut by of which a person may choose several answers; null when there is none.</summary>
    public SchemaField? Several(CampaignSchema schema) => Cuts(schema).FirstOrDefault(field => field.Kind == FieldKind.Several);

    /// <summary>How its noise is drawn. A person stands under each of their answers, and once more among all: who answered cannot be told from sums of answers.</summary>
    public NoiseRule Rule(CampaignSchema schema) => new(
        Rho, NoiseTerms.Delta, Several(schema) is { Maximum: { } answers } ? (int)answers + 1 : 1, [.. Sums(schema).Select(field => field.Maximum!.Value)]); // MeasuresOf looked

    /// <summary>How many groups get noise of their own.</summary>
    public long Groups(CampaignSchema schema) => Cuts(schema).Aggregate(1L, (groups, field) => groups * (field.Choices.Count + (field.Kind == FieldKind.Several ? 1 : 0)));

    /// <summary>How many of them add up to the total.</summary>
    public long Summed(CampaignSchema schema) => Cuts(schema).Where(field => field.Kind == FieldKind.Choice).Aggregate(1L, (groups, field) => groups * field.Choices.Count);

    /// <summary>What is wrong with it; null when nothing is.</summary>
    internal DatasetRefusal? Refute(CampaignSchema schema) =>
        Dimensions.Count == 0 || Dimensions.Except(DimensionsOf(schema).Select(field => field.Name)).Any() || Dimensions.Distinct().Count() < Dimensions.Count ? new DatasetRefusal.NoSuchGroups()
        : Measures.Except(MeasuresOf(schema).Select(field => field.Name)).Any() || Measures.Distinct().Count() < Measures.Count ? new DatasetRefusal.NoSuchFigures()
        : Groups(schema) is > NoiseTerms.MostGroups and var groups ? new DatasetRefusal.TooFine(groups, NoiseTerms.MostGroups)
        : null;

    private static IEnumerable<SchemaField> Fields(CampaignSchema schema, IReadOnlyList<string> names) =>
        names.Select(name => schema.Fields.Single(field => field.Name == name));
}
