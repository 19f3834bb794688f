namespace Federation.Node.Campaigns;

/// <summary>A comparison of two groups within the positions of a table, like the pay of women and men of the same grade.</summary>
/// <param name="Of">The measure that is compared; the table adds up its squares too.</param>
/// <param name="By">The dimension that tells the two groups apart; the other dimensions are the positions.</param>
/// <param name="First">Code of the group that is asked about.</param>
/// <param name="Second">Code of the group that it is compared with.</param>
public sealed record GapRule(string Of, string By, string First, string Second)
{
    /// <summary>What is wrong with a schema's comparison, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema)
    {
        var (table, gap) = (schema.Table, schema.Table.Gap);
        return gap is null ? null
            : !table.OncePerPerson ? "two groups are compared only where each person counts once."
            : !table.Measures.Contains(gap.Of) || !schema.Fields.Any(field => field.Made?.SquareOf == gap.Of && table.Measures.Contains(field.Name))
                ? $"the comparison needs '{gap.Of}' and its squares among the measures."
            : !table.Dimensions.Contains(gap.By) || table.Dimensions.Count < 2 ? $"the comparison needs '{gap.By}' and another dimension."
            : table.Crossings is not null ? "a table that compares two groups crosses all its dimensions."
            : gap.First == gap.Second || new[] { gap.First, gap.Second }.Except(schema.Fields.First(field => field.Name == gap.By).Choices.Select(choice => choice.Code)).Any()
                ? $"'{gap.First}' and '{gap.Second}' are not two answers of '{gap.By}'."
            : null;
    }
}
