using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Contributions;

/// <summary>One answer to one field as it is kept, generalised as its definition says, or why it is not.</summary>
internal static class FieldAnswers
{
    /// <summary>A code or text, or of a number field the number; or a refusal.</summary>
    /// <param name="field">The field.</param>
    /// <param name="answer">What was said, not empty; of a number in the field's unit.</param>
    /// <param name="today">The day: weeks are not in the future, and not too old.</param>
    public static (string? Code, long? Number, ContributionRefusal? Refusal) Read(SchemaField field, string answer, DateOnly today) => field.Kind switch
    {
        FieldKind.Choice => field.KeptAs(answer) is { } kept ? (kept, null, null) : (null, null, new ContributionRefusal.UnknownChoice(field)),
        FieldKind.Several => Several(field, answer),
        FieldKind.Week => ContributionRules.IsRecentWeek(answer, today) ? (answer, null, null) : (null, null, new ContributionRefusal.NotAWeek(field)),
        FieldKind.Date => Day(field, field.Date!, answer, today), // the definition was checked
        FieldKind.Text => answer.Length <= SchemaField.LongestText ? (answer, null, null) : (null, null, new ContributionRefusal.LongText(field)),
        _ => Number(field, answer),
    };

    // The codes in the order of the choices, each once.
    private static (string?, long?, ContributionRefusal?) Several(SchemaField field, string answer)
    {
        var codes = answer.Split(',').Select(field.KeptAs).ToHashSet();
        List<string> known = [.. field.Choices.Select(choice => choice.Code).Where(codes.Contains)];
        return codes.Contains(null) ? (null, null, new ContributionRefusal.UnknownChoice(field))
            : known.Count > field.Maximum ? (null, null, new ContributionRefusal.TooManyAnswers(field))
            : (string.Join(',', known), null, null);
    }

    // A day, or already the period that is kept of it.
    private static (string?, long?, ContributionRefusal?) Day(SchemaField field, DateRule rule, string answer, DateOnly today)
    {
        var (first, last) = rule.Bounds(today);
        var said = rule.KeptBy.DaysOf(answer) ?? (DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day, day) : null);
        return said is not { } days ? (null, null, new ContributionRefusal.NotADay(field))
            : days.Last < first || days.First > last ? (null, null, new ContributionRefusal.OutsideDays(field, first, last == today ? null : last))
            : (rule.KeptBy.CodeOf(days.First), null, null);
    }

    private static (string?, long?, ContributionRefusal?) Number(SchemaField field, string answer) =>
        !long.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? (null, null, field.Duration ? new ContributionRefusal.NotADuration(field) : Units.Currency(field.Unit) is null ? new ContributionRefusal.NotAWholeNumber(field) : new ContributionRefusal.NotAnAmount(field))
            : number < field.Minimum || number > field.Maximum ? (null, null, new ContributionRefusal.OutOfRange(field))
            : (null, field.Kept(number), null);
}
