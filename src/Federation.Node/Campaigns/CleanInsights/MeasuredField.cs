namespace Federation.Node.Campaigns.CleanInsights;

/// <summary>
/// Where a number of the form comes from when an app measures it with a Clean Insights SDK: an event or a visit, never both. What happened in a week under several names is added up; what did not
/// happen in a week in which anything was measured is nought, because the SDK sends only what happened.
/// </summary>
/// <param name="Field">The number field.</param>
/// <param name="Event">Category and action of the event, like <c>hours/missed_break</c>; the first stroke parts them.</param>
/// <param name="Visit">Path of the visit, like <c>Hours/Log</c>.</param>
/// <param name="Figure">What is taken of it; a visit has only its times.</param>
public sealed record MeasuredField(string Field, string? Event = null, string? Visit = null, MeasuredFigure Figure = MeasuredFigure.Times)
{
    /// <summary>What is wrong with a schema's measured fields, in English; null: nothing.</summary>
    internal static string? FaultOf(CampaignSchema schema)
    {
        if (schema.Measured is not { } measured)
        {
            return null;
        }

        var numbers = schema.Asked.Where(field => field.Kind == FieldKind.Number).Select(field => field.Name).ToList();
        return schema.OldPay is not null || schema.HourlyPay is not null ? "pay is worked out from records, and cannot be measured by an app."
            : schema.Fields.All(field => field.Kind != FieldKind.Week) ? "an app measures by the week, and the form has no week."
            : schema.Fields.FirstOrDefault(field => field.Kind == FieldKind.Date) is { } date ? $"'{date.Name}' is a date, which no app gives."
            : schema.Fields.FirstOrDefault(field => field.Kind == FieldKind.Several) is { } several ? $"'{several.Name}' takes several answers, which no app gives."
            : measured.FirstOrDefault(each => !numbers.Contains(each.Field)) is { } unknown ? $"'{unknown.Field}' is measured, and is no number of the form."
            : measured.GroupBy(each => each.Field).FirstOrDefault(group => group.Count() > 1) is { } twice ? $"'{twice.Key}' is measured twice."
            : numbers.FirstOrDefault(name => measured.All(each => each.Field != name)) is { } missing ? $"the number '{missing}' is not measured; an app has to measure all of them, or none."
            : measured.FirstOrDefault(each => each.Event is null == each.Visit is null) is { } unclear ? $"'{unclear.Field}' is measured by an event or by a visit: name one of the two."
            : measured.FirstOrDefault(each => each.Event?.Split('/', 2) is not (null or [{ Length: > 0 }, { Length: > 0 }]) || each.Visit is "") is { } odd
                ? $"the event of '{odd.Field}' is not of the form category/action."
            : measured.FirstOrDefault(each => each is { Visit: not null, Figure: MeasuredFigure.Value }) is { } worthless ? $"a visit has no value, so '{worthless.Field}' cannot be one."
            : null;
    }
}

/// <summary>What is taken of an event.</summary>
public enum MeasuredFigure
{
    /// <summary>How often it happened.</summary>
    Times,

    /// <summary>Its value, in the field's own unit, added up.</summary>
    Value,
}
