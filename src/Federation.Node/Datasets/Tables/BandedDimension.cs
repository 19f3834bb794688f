using Federation.Node.Campaigns;

namespace Federation.Node.Datasets.Tables;

/// <summary>A dimension whose answers are bands of a number that people gave, as a campaign's definition makes them: see <see cref="Derivation.UpTo"/>.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Edges">Lower end of the first band, then the upper end of each; null where that is open or not told.</param>
/// <param name="Of">The number, when the bands are of one and of no formula; null otherwise, and then no edge is told, for its unit is not known.</param>
/// <param name="Unit">Its unit.</param>
public sealed record BandedDimension(string Name, IReadOnlyList<double?> Edges, string? Of, string? Unit)
{
    /// <summary>True when the first band is a single value, as no loss is 0: those in it have nothing of what is asked about.</summary>
    public bool BeginsWithNone => Edges[0] is { } lowest && lowest == Edges[1];

    /// <summary>Those of a schema's table.</summary>
    public static IReadOnlyList<BandedDimension> In(CampaignSchema schema) => [.. schema.Fields
        .Where(field => field.Made?.UpTo is not null && schema.Table.Dimensions.Contains(field.Name)).Select(field => Read(field, field.Made!, schema))]; // just asked for

    private static BandedDimension Read(SchemaField field, Derivation made, CampaignSchema schema)
    {
        var of = schema.Fields.FirstOrDefault(each => each.Name == made.From?.Trim());
        return new(field.Name, of is null ? [.. new double?[field.Choices.Count + 1]] : [of.Minimum, .. made.UpTo!, of.Maximum], of?.Name, of?.Unit); // just asked for
    }
}
