namespace Federation.Node.Campaigns;

/// <summary>The questions of a form that asks each day, and what else it has. It asks nothing beside them but choices, which a day answers too.</summary>
/// <param name="Week">The week whose days are added up.</param>
/// <param name="Asked">The numbers asked each day.</param>
/// <param name="Days">The number of days that were answered.</param>
/// <param name="Choices">The choices, like the site.</param>
public sealed record DailyQuestions(SchemaField Week, IReadOnlyList<SchemaField> Asked, SchemaField Days, IReadOnlyList<SchemaField> Choices)
{
    /// <summary>Days of a week.</summary>
    public const int DaysOfAWeek = 7;

    /// <summary>Largest answer of a day: seven of them are a whole number that JSON holds exactly (RFC 8785 §3.2.2.3).</summary>
    public const long LargestAnswer = ((1L << 53) - 1) / DaysOfAWeek;

    /// <summary>Those of a schema; null when it does not ask each day.</summary>
    public static DailyQuestions? In(CampaignSchema schema) => !schema.AsksDaily ? null : new(
        schema.Fields.Single(field => field.Kind == FieldKind.Week), [.. schema.Fields.Where(field => field.Daily == DailyFigure.Sum)],
        schema.Fields.Single(field => field.Daily == DailyFigure.Days), [.. schema.Asked.Where(field => field.Kind == FieldKind.Choice)]); // the definition was checked

    /// <summary>What is wrong with a schema that asks each day, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema)
    {
        if (!schema.AsksDaily)
        {
            return null;
        }

        var sums = schema.Fields.Where(field => field.Daily == DailyFigure.Sum).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        List<SchemaField> days = [.. schema.Fields.Where(field => field.Daily == DailyFigure.Days)];
        return schema.Fields.FirstOrDefault(field => field.Daily is not null && field.Kind != FieldKind.Number) is { } other ? $"'{other.Name}' is no number, and only numbers are asked each day."
            : schema.Fields.FirstOrDefault(field => field.Daily is not null && (field.Made is not null || field.Import is not null || field.Later)) is { } elsewhere
                ? $"'{elsewhere.Name}' is asked each day, so it is neither made of others, nor imported, nor given later."
            : schema.OldPay is not null || schema.HourlyPay is not null || schema.Measured is not null ? "what is asked each day comes from no records and no app."
            : schema.Fields.All(field => field.Kind != FieldKind.Week) ? "it asks each day, and has no week in which the days are added up."
            : days.Count != 1 ? $"it asks each day, so one field has to hold on how many days ('daily': 'days'); there are {days.Count}."
            : days[0] is not { Minimum: 1, Maximum: DaysOfAWeek, ToNearest: null, Unit: null } ? $"'{days[0].Name}' holds on how many days of a week was answered: from 1 to {DaysOfAWeek}, without a unit."
            : sums.Count == 0 ? $"'{days[0].Name}' counts days, and nothing is asked each day."
            : schema.Asked.FirstOrDefault(field => field.Daily is null && field.Kind is not (FieldKind.Week or FieldKind.Choice)) is { } beside
                ? $"'{beside.Name}' stands beside questions of each day, where only choices can."
            : schema.Fields.FirstOrDefault(field => sums.Contains(field.Name) && (field.Maximum > LargestAnswer || field.Minimum < -LargestAnswer)) is { } large
                ? $"a week of '{large.Name}' could pass the largest whole number; a day is at most {LargestAnswer}."
            : schema.Table.Measures.FirstOrDefault(sums.Contains) is { } summed ? $"the table adds up '{summed}', though people answered on more days or fewer; make a number from '{summed} / {days[0].Name}'."
            : schema.Fields.Where(field => field.Made is not null).Select(field => (field, field.Made!.Read().Columns)) // just asked for
                .FirstOrDefault(made => made.Columns.Any(sums.Contains) && !made.Columns.Contains(days[0].Name)) is ({ } uneven, _)
                ? $"'{uneven.Name}' is made of the sum of some days without '{days[0].Name}', by which it has to be divided."
            : null;
    }
}
