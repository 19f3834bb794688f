using System.Globalization;
using System.Text.RegularExpressions;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Contributions;

/// <summary>From what a member typed or imported to rows that fit the campaign's schema, or a refusal.</summary>
internal static partial class ContributionRules
{
    /// <summary>
    /// Two years, for one giving and back from today: more is a mistake, and a table over all weeks ever typed would pass the size that the
    /// gate can check.
    /// </summary>
    public const int MaxWeeks = 106;

    private const string CommuteImport = "weclock.commuteMinutes";

    /// <summary>The row of a filled-in form.</summary>
    /// <param name="schema">The campaign's schema; fields it does not name are not read.</param>
    /// <param name="answers">What was typed, by field name; money as people write it, like <c>14.50</c>.</param>
    /// <param name="today">The day: weeks are not in the future, and not older than <see cref="MaxWeeks"/>.</param>
    public static (ContributedRows? Rows, ContributionRefusal? Refusal) FromForm(
        CampaignSchema schema, IReadOnlyDictionary<string, string> answers, DateOnly today) =>
        FromFigures(schema, _ => null, answers, today);

    /// <summary>The rows of a WeClock export: one a week, the member's choices beside the imported figures.</summary>
    /// <param name="schema">The campaign's schema; of the export only what its fields name as import is kept.</param>
    /// <param name="choices">The choice fields, by name.</param>
    /// <param name="weeks">What the importer made of the export.</param>
    /// <param name="today">The day: weeks are not in the future, and not older than <see cref="MaxWeeks"/>.</param>
    public static (ContributedRows? Rows, ContributionRefusal? Refusal) FromWeClock(
        CampaignSchema schema, IReadOnlyDictionary<string, string> choices, IReadOnlyList<WorkWeek> weeks, DateOnly today)
    {
        if (weeks.Count == 0)
        {
            return (null, new ContributionRefusal.NothingAtWork());
        }

        if (AsksCommute(schema))
        {
            weeks = [.. weeks.Where(week => week.CommuteMinutes is not null)]; // a way that is not seen is not one of no minutes
        }

        if (weeks.Count is 0 or > MaxWeeks)
        {
            return (null, weeks.Count == 0 ? new ContributionRefusal.NoWayToWork() : new ContributionRefusal.TooManyWeeks(MaxWeeks));
        }

        var rows = new List<ContributedRow>(weeks.Count);
        foreach (var week in weeks)
        {
            var answers = new Dictionary<string, string>(choices);
            foreach (var field in schema.Fields)
            {
                if (field.Kind == FieldKind.Week)
                {
                    answers[field.Name] = week.IsoWeek;
                }
                else if (ImportedFigure(field.Import, week) is { } figure)
                {
                    answers[field.Name] = figure.ToString(CultureInfo.InvariantCulture);
                }
            }

            var (row, refusal) = ReadRow(schema.Asked, answers, today);
            if (refusal is not null)
            {
                return (null, refusal);
            }

            rows.Add(row!);
        }

        return (new ContributedRows(rows), null);
    }

    /// <summary>The row of a file, or of one week of it or of an app.</summary>
    /// <inheritdoc cref="FromForm" path="/param"/>
    /// <param name="figure">What it says of a field, in the field's unit; null: nothing, the member typed it.</param>
    public static (ContributedRows? Rows, ContributionRefusal? Refusal) FromFigures(
        CampaignSchema schema, Func<SchemaField, string?> figure, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        var said = schema.Asked.ToDictionary(field => field.Name, field => figure(field) ?? InHundredths(field, answers.GetValueOrDefault(field.Name, "")));
        var (row, refusal) = ReadRow(schema.Asked, said, today);
        return row is null ? (null, refusal) : (new ContributedRows([row]), null);
    }

    /// <summary>True when figures are typed; what is worked out from records of pay is not.</summary>
    public static bool IsTyped(CampaignSchema schema) => schema.OldPay is null && schema.HourlyPay is null;

    /// <summary>True when figures may come from a spreadsheet of days or weeks, in which a cell has one answer.</summary>
    public static bool TakesSheets(CampaignSchema schema) =>
        IsTyped(schema) && schema.Fields.Any(field => field.Kind == FieldKind.Week) && schema.Fields.All(field => field.Kind != FieldKind.Several);

    /// <summary>The form as a spreadsheet may fill it: what a pay slip says later comes another way.</summary>
    public static CampaignSchema InSheets(CampaignSchema schema) => schema with { Fields = [.. schema.Asked.Where(field => !field.Later)] };

    /// <summary>What holds now: of several givings for one week, the last; a number that it leaves out for later is that of the one before.</summary>
    public static IReadOnlyList<ContributedRow> Current(IEnumerable<ContributedRows> givings, CampaignSchema schema)
    {
        var week = schema.Fields.FirstOrDefault(field => field.Kind == FieldKind.Week)?.Name;
        var byWeek = new Dictionary<string, ContributedRow>(StringComparer.Ordinal);
        foreach (var row in givings.SelectMany(giving => giving.Rows))
        {
            var name = week is null ? "" : row.Dimensions.GetValueOrDefault(week, "");
            byWeek[name] = byWeek.TryGetValue(name, out var before) ? Over(before, row) : row;
        }

        return [.. byWeek.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    /// <summary>True when the schema has a field that a WeClock export fills.</summary>
    public static bool TakesWeClock(CampaignSchema schema) => schema.Fields.Any(field => field.Import?.StartsWith("weclock.", StringComparison.Ordinal) == true);

    /// <summary>True when the schema asks for the way to work of each week.</summary>
    public static bool AsksCommute(CampaignSchema schema) => schema.Fields.Any(field => field.Import == CommuteImport && !field.Later);

    private static ContributedRow Over(ContributedRow before, ContributedRow row) =>
        new(Over(before.Dimensions, row.Dimensions), Over(before.Measures, row.Measures));

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> now) =>
        before.Where(each => !now.ContainsKey(each.Key)).Concat(now).ToDictionary();

    // 14.50 or 14,50 is 1450 hundredths; what is no amount stays as it is and is refused as no number.
    private static string InHundredths(SchemaField field, string answer) => Units.Currency(field.Unit) is null ? answer
        : Amounts.Hundredths(answer) is { } hundredths ? hundredths.ToString(CultureInfo.InvariantCulture) : answer.Length == 0 ? answer : "?";

    private static (ContributedRow? Row, ContributionRefusal? Refusal) ReadRow(
        IEnumerable<SchemaField> fields, IReadOnlyDictionary<string, string> answers, DateOnly today)
    {
        var dimensions = new Dictionary<string, string>();
        var measures = new Dictionary<string, long>();
        foreach (var field in fields)
        {
            var answer = answers.GetValueOrDefault(field.Name, "").Trim();
            if (answer.Length == 0)
            {
                if (field.Later)
                {
                    continue;
                }

                return (null, new ContributionRefusal.Missing(field));
            }

            switch (field.Kind)
            {
                case FieldKind.Choice when field.Choices.All(choice => choice.Code != answer):
                    return (null, new ContributionRefusal.UnknownChoice(field));
                case FieldKind.Several when Chosen(field, answer) is null:
                    return (null, new ContributionRefusal.UnknownChoice(field));
                case FieldKind.Several when Chosen(field, answer)!.Count > field.Maximum: // just looked
                    return (null, new ContributionRefusal.TooManyAnswers(field));
                case FieldKind.Several:
                    dimensions[field.Name] = string.Join(',', Chosen(field, answer)!); // just looked
                    break;
                case FieldKind.Week when !IsRecentWeek(answer, today):
                    return (null, new ContributionRefusal.NotAWeek(field));
                case FieldKind.Number:
                    if (!long.TryParse(answer, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
                    {
                        return (null, Units.Currency(field.Unit) is null ? new ContributionRefusal.NotAWholeNumber(field) : new ContributionRefusal.NotAnAmount(field));
                    }

                    if (number < field.Minimum || number > field.Maximum)
                    {
                        return (null, new ContributionRefusal.OutOfRange(field));
                    }

                    measures[field.Name] = number;
                    break;
                default:
                    dimensions[field.Name] = answer;
                    break;
            }
        }

        return (new ContributedRow(dimensions, measures), null);
    }

    // The codes in the order of the choices, each once; null when one is unknown.
    private static List<string>? Chosen(SchemaField field, string answer)
    {
        var codes = answer.Split(',').ToHashSet(StringComparer.Ordinal);
        List<string> known = [.. field.Choices.Select(choice => choice.Code).Where(codes.Contains)];
        return known.Count == codes.Count ? known : null;
    }

    private static long? ImportedFigure(string? import, WorkWeek week) => import switch
    {
        "weclock.workedMinutes" => week.WorkedMinutes,
        "weclock.missedBreaks" => week.MissedBreaks,
        "weclock.eveningMinutes" => week.EveningMinutes,
        "weclock.weekendMinutes" => week.WeekendMinutes,
        CommuteImport => week.CommuteMinutes,
        _ => null,
    };

    /// <summary>A week that may be given: ISO 8601 without the day, as <c>&lt;input type="week"&gt;</c> sends it, begun and not older than <see cref="MaxWeeks"/>.</summary>
    public static bool IsRecentWeek(string text, DateOnly today)
    {
        if (!WeekPattern().IsMatch(text))
        {
            return false;
        }

        var year = int.Parse(text.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var week = int.Parse(text.AsSpan(6, 2), CultureInfo.InvariantCulture);
        if (year is < 2000 or > 2100 || week < 1 || week > ISOWeek.GetWeeksInYear(year))
        {
            return false;
        }

        var monday = DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday));
        return monday <= today && monday > today.AddDays(-7 * MaxWeeks);
    }

    [GeneratedRegex(@"^\d{4}-W\d{2}$")]
    private static partial Regex WeekPattern();
}
