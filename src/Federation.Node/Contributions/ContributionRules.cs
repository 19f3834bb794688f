using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Contributions;

/// <summary>From what a member typed or imported to rows that fit the campaign's schema, or a refusal.</summary>
internal static class ContributionRules
{
    /// <summary>
    /// Two years, for one giving and back from today: more is a mistake, and a table over all weeks ever typed would pass the size that the
    /// gate can check.
    /// </summary>
    public const int MaxWeeks = 106;

    private const string CommuteImport = "weclock.commuteMinutes";

    /// <summary>The row of a filled-in form.</summary>
    /// <param name="schema">The campaign's schema; fields it does not name are not read.</param>
    /// <param name="answers">What was typed, by field name; money and durations as people write them, like <c>14.50</c> and <c>7:30</c>.</param>
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
        var said = schema.Asked.Select(field => (field.Name, Answer: figure(field) ?? (answers.TryGetValue(field.Name, out var typed) ? InUnit(field, typed) : null)))
            .Where(each => each.Answer is not null).ToDictionary(each => each.Name, each => each.Answer!); // just looked
        var (row, refusal) = ReadRow(schema.Asked, said, today);
        return row is null ? (null, refusal) : (new ContributedRows([row]), null);
    }

    /// <summary>True when figures are typed for a period as a whole; what is worked out from records of pay is not, nor what is asked each day.</summary>
    public static bool IsTyped(CampaignSchema schema) => schema.OldPay is null && schema.HourlyPay is null && !schema.AsksDaily;

    /// <summary>True when figures may come from a spreadsheet of days, weeks or longer periods, in which a cell has one answer.</summary>
    public static bool TakesSheets(CampaignSchema schema) =>
        IsTyped(schema) && schema.Period is not null && schema.Fields.All(field => field.Kind != FieldKind.Several);

    /// <summary>The form as a spreadsheet may fill it: what a pay slip says later comes another way, and a text to oneself is written by hand.</summary>
    public static CampaignSchema InSheets(CampaignSchema schema) => schema with { Fields = [.. schema.Asked.Where(field => !field.Later && field.Kind != FieldKind.Text)] };

    /// <summary>What holds now: of several givings for one week or other period, the last; a number that it leaves out for later, or a text, is that of the one before.</summary>
    public static IReadOnlyList<ContributedRow> Current(IEnumerable<ContributedRows> givings, CampaignSchema schema)
    {
        var period = schema.Period?.Name;
        var byPeriod = new Dictionary<string, ContributedRow>(StringComparer.Ordinal);
        foreach (var row in givings.SelectMany(giving => giving.Rows))
        {
            var code = period is null ? "" : row.Dimensions.GetValueOrDefault(period, "");
            byPeriod[code] = byPeriod.TryGetValue(code, out var before) ? Over(before, row) : row;
        }

        return [.. byPeriod.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];
    }

    /// <summary>True when the schema has a field that a WeClock export fills; weeks are not cut into months.</summary>
    public static bool TakesWeClock(CampaignSchema schema) => schema.Period?.Kind != FieldKind.Date && schema.Fields.Any(field => field.Import?.StartsWith("weclock.", StringComparison.Ordinal) == true);

    /// <summary>The fields that a member answers beside a WeClock export.</summary>
    public static IEnumerable<SchemaField> BesideWeClock(CampaignSchema schema) => schema.Asked.Where(field => field.Kind is FieldKind.Choice or FieldKind.Date);

    /// <summary>True when the schema asks for the way to work of each week.</summary>
    public static bool AsksCommute(CampaignSchema schema) => schema.Fields.Any(field => field.Import == CommuteImport && !field.Later);

    private static ContributedRow Over(ContributedRow before, ContributedRow row) => new(
        Over(before.Dimensions, row.Dimensions), Over(before.Measures, row.Measures),
        before.Texts is null || row.Texts is null ? row.Texts ?? before.Texts : Over(before.Texts, row.Texts));

    private static Dictionary<string, T> Over<T>(IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> now) =>
        before.Where(each => !now.ContainsKey(each.Key)).Concat(now).ToDictionary();

    // 14.50 or 14,50 is 1450 hundredths, 7:30 is 450 minutes; what is neither stays unread and is refused.
    private static string InUnit(SchemaField field, string answer)
    {
        var isMoney = Units.Currency(field.Unit) is not null;
        return answer.Length == 0 || (!isMoney && !field.Duration) ? answer
            : (isMoney ? Amounts.Hundredths(answer) : Durations.Minutes(answer))?.ToString(CultureInfo.InvariantCulture) ?? "?";
    }

    private static (ContributedRow? Row, ContributionRefusal? Refusal) ReadRow(
        IEnumerable<SchemaField> fields, Dictionary<string, string> answers, DateOnly today)
    {
        var (dimensions, measures, texts) = (new Dictionary<string, string>(), new Dictionary<string, long>(), new Dictionary<string, string>());
        foreach (var field in fields)
        {
            var answer = answers.GetValueOrDefault(field.Name, "").Trim();
            if (answer.Length == 0 && field.Kind != FieldKind.Text)
            {
                if (field.Later)
                {
                    continue;
                }

                return (null, new ContributionRefusal.Missing(field));
            }

            var (code, number, refusal) = FieldAnswers.Read(field, answer, today);
            if (refusal is not null)
            {
                return (null, refusal);
            }

            if (number is { } figure)
            {
                measures[field.Name] = figure;
            }
            else if (field.Kind != FieldKind.Text)
            {
                dimensions[field.Name] = code!; // not refused: one of the two is there
            }
            else if (answers.ContainsKey(field.Name)) // an empty one takes back the one before
            {
                texts[field.Name] = code!;
            }
        }

        return (new ContributedRow(dimensions, measures, texts.Count == 0 ? null : texts), null);
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
    public static bool IsRecentWeek(string text, DateOnly today) =>
        CalendarPeriod.Week.DaysOf(text) is { First: var monday } && monday <= today && monday > today.AddDays(-7 * MaxWeeks);
}
