using Federation.Node.Campaigns.CodeLists;

namespace Federation.Node.Campaigns;

/// <summary>What the fields of a definition must look like, kind by kind, before anybody is asked.</summary>
internal static class FieldForm
{
    /// <summary>What is wrong with the fields and what the table makes of them, in English; null: nothing.</summary>
    public static string? FaultOf(CampaignSchema schema)
    {
        var dimensions = schema.Fields.Where(field => schema.Table.Dimensions.Contains(field.Name)).ToList();
        return schema.Fields.Select(FaultOf).FirstOrDefault(fault => fault is not null)
            ?? (schema.Fields.Count(field => field.Kind == FieldKind.Week) > 1 ? "it has more than one week."
                : schema.Fields.Count(field => field.IsPeriod) > 1 ? "its figures are given for more than one kind of period."
                : schema.Table.OncePerPerson && dimensions.FirstOrDefault(field => field.Name == schema.Period?.Name) is { } period ? $"the table counts each person once, so it cannot group by {period.KeptBy!.Value.NameOf()}."
                : dimensions.Count(field => field.KeptBy is not null) > 1 ? "the table groups by more than one kind of period."
                : null);
    }

    private static string? FaultOf(SchemaField field) =>
        (field.Kind == FieldKind.Date) != (field.Date is not null) ? $"'{field.Name}' needs to be of the kind date and say under 'date' what is kept of it, or neither."
        : field.Date?.Fault() is { } date ? $"the date '{field.Name}' cannot be asked: {date}"
        : field.Kind is FieldKind.Date or FieldKind.Text && (field.Unit is not null || field.Minimum is not null || field.Maximum is not null || field.Choices.Count > 0 || field.Import is not null || field.Made is not null)
            ? $"'{field.Name}' has a unit, bounds, answers or an origin, which only choices and numbers have."
        : field.Duration && (field.Kind != FieldKind.Number || field.Unit != Units.Minutes) ? $"'{field.Name}' is no number in minutes, and only those are written as hours and minutes."
        : field.ToNearest is { } step && (field.Kind != FieldKind.Number || field.Made is not null || step < 2 || field.Minimum % step != 0 || field.Maximum % step != 0)
            ? $"'{field.Name}' can keep the nearest multiple only of a number that is asked, from 2, with a minimum and a maximum that are multiples of it."
        : field.Words is { } words && FaultOf(field, words) is { } word ? word
        : field.Groups?.FirstOrDefault(group => group.Label is null) is { } nameless ? $"the group '{nameless.Code}' of '{field.Name}' has no label."
        : field.CodeList is { } list ? FaultOf(field, list)
        : field.Choices.FirstOrDefault(choice => choice.Label is null) is { } unnamed ? $"the answer '{unnamed.Code}' of '{field.Name}' has no label."
        : null;

    private static string? FaultOf(SchemaField field, IReadOnlyList<SchemaWord> words) =>
        field.Kind is not (FieldKind.Choice or FieldKind.Several) || field.Made is not null || field.Import is not null ? $"'{field.Name}' has words, which only choices have that members answer."
        : words.FirstOrDefault(word => string.IsNullOrWhiteSpace(word.Code) || word.Label is null || word.Code.Contains(',', StringComparison.Ordinal)) is { } odd ? $"the word '{odd.Code}' of '{field.Name}' needs a code without commas, and a label."
        : words.FirstOrDefault(word => field.Choices.All(choice => choice.Code != word.Is)) is { } stray ? $"the word '{stray.Code}' of '{field.Name}' is '{stray.Is}', which is no answer of it."
        : words.Select(word => word.Code).Concat(field.Choices.Concat(field.Groups ?? []).Select(choice => choice.Code)).GroupBy(code => code).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"the code '{twice.Key}' of '{field.Name}' stands twice."
        : null;

    private static string? FaultOf(SchemaField field, string name) =>
        field.Kind is not (FieldKind.Choice or FieldKind.Several) || field.MergeSmall ? $"'{field.Name}' has a code list, which only choices have whose small answers do not stand together."
        : CodeList.Find(name) is not { } list ? $"'{name}' is no code list known here; there are {string.Join(", ", CodeList.All.Select(each => each.Name))}."
        : field.Choices.FirstOrDefault(choice => list.LabelOf(choice.Code) is null) is { } stranger ? $"the answer '{stranger.Code}' of '{field.Name}' is no code of {name}."
        : null;
}
