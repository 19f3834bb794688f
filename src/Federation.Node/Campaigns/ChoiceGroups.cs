namespace Federation.Node.Campaigns;

/// <summary>Groups of answers, as the regions of sites: what a definition may say of them.</summary>
public static class ChoiceGroups
{
    /// <summary>What is wrong with the groups of a schema, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema) => schema.Fields.Select(FaultOf).FirstOrDefault(fault => fault is not null);

    /// <summary>The codes of a field as a table has them: every group, and under it what belongs to it.</summary>
    public static IReadOnlyList<SchemaChoice> InOrder(SchemaField field) => InOrder((field.Groups ?? []).Concat(field.Choices), code => code.Code, code => code.In);

    /// <summary>Codes so that each stands behind the group that it is in; those in no group in their order. Codes that are in each other are left out.</summary>
    /// <param name="codes">The codes, groups among them.</param>
    /// <param name="codeOf">A code's own name.</param>
    /// <param name="groupOf">The name of its group; null when it is in none.</param>
    public static IReadOnlyList<T> InOrder<T>(IEnumerable<T> codes, Func<T, string> codeOf, Func<T, string?> groupOf)
    {
        var under = codes.ToLookup(groupOf);
        return [.. Under(null)];

        IEnumerable<T> Under(string? group) => under[group].SelectMany(code => Under(codeOf(code)).Prepend(code));
    }

    private static string? FaultOf(SchemaField field)
    {
        var (groups, all) = (field.Groups ?? [], (field.Groups ?? []).Concat(field.Choices).ToList());
        return groups.Count == 0 && all.All(code => code.In is null) ? null
            : field.Kind is not (FieldKind.Choice or FieldKind.Several) || field.Made is not null ? $"'{field.Name}' has groups, which are for choices that are asked."
            : field.MergeSmall ? $"'{field.Name}' has groups, and merges small answers: one of the two."
            : all.GroupBy(code => code.Code).FirstOrDefault(same => same.Count() > 1) is { } twice ? $"the code '{twice.Key}' of '{field.Name}' stands twice."
            : all.FirstOrDefault(code => code.In is not null && groups.All(group => group.Code != code.In)) is { } stray ? $"'{stray.Code}' of '{field.Name}' is in the group '{stray.In}', which there is not."
            : groups.FirstOrDefault(group => all.All(code => code.In != group.Code)) is { } empty ? $"the group '{empty.Code}' of '{field.Name}' has no answers."
            : InOrder(field).Count != all.Count ? $"the groups of '{field.Name}' are in each other."
            : null;
    }
}
