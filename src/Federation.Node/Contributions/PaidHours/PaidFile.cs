using Federation.Node.Campaigns;
using Federation.Node.Contributions.Sheets;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>
/// Reads what an employer paid one person, a week a line: a spreadsheet with the columns <c>week,hours_paid,hourly_rate</c>, by name, in any order. What other columns hold is thrown away, but for
/// whose line it is.
/// </summary>
internal static class PaidFile
{
    /// <summary>Bytes of an upload: two years of weeks are 5 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    private const string Week = "week", Hours = "hours_paid", Rate = "hourly_rate", Person = "person";

    private static readonly string[] Needed = [Week, Hours, Rate];

    /// <summary>The paid weeks in a file, oldest first, or why it is not taken.</summary>
    /// <param name="bytes">The file as sent.</param>
    /// <param name="schema">The schema of a campaign that asks for pay; its fields bound what is taken.</param>
    /// <param name="today">The day: weeks are not in the future.</param>
    public static (PaidReading? Reading, ContributionRefusal? Refusal) Read(byte[] bytes, CampaignSchema schema, DateOnly today)
    {
        var (sheet, unread) = SheetFile.Read(bytes);
        return sheet is null ? (null, unread! with { Field = "file" }) // nothing was read: a refusal
            : Needed.FirstOrDefault(name => !sheet.Places.ContainsKey(name)) is { } missing ? (null, new PaidRefusal.NoColumn(missing))
            : Read(sheet, HoursFields.In(schema)!, today); // it asks
    }

    private static (PaidReading?, ContributionRefusal?) Read(Sheet sheet, HoursFields fields, DateOnly today)
    {
        var (weeks, people) = (new SortedDictionary<string, ContributedRow>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in sheet.Rows)
        {
            string Text(string name) => sheet.Places.TryGetValue(name, out var place) ? row[place].Text.Trim() : "";
            var (line, week) = (row.Number, Text(Week).ToUpperInvariant());
            people.Add(Text(Person));
            if (!ContributionRules.IsRecentWeek(week, today))
            {
                return (null, new PaidRefusal.NoSuchWeek(line));
            }

            if (Amounts.Hundredths(Text(Hours)) is not { } hours || Amounts.Hundredths(Text(Rate)) is not { } rate)
            {
                return (null, new PaidRefusal.NotANumber(line, Amounts.Hundredths(Text(Hours)) is null ? Hours : Rate));
            }

            // Hundredths of an hour are not whole minutes: the nearest.
            var minutes = (long)Math.Round(hours * 60 / 100m, MidpointRounding.AwayFromZero);
            if (fields.Outside(minutes, rate) is { } field)
            {
                return (null, new PaidRefusal.TooMuch(line, field == fields.Paid ? Hours : Rate));
            }

            if (!weeks.TryAdd(week, fields.Row(week, minutes, rate)))
            {
                return (null, new PaidRefusal.WeekTwice(line));
            }
        }

        return people.Count > 1 ? (null, new PaidRefusal.SeveralPeople(people.Count))
            : (new PaidReading([.. weeks.Values], [.. sheet.Places.Keys.Where(name => !Needed.Contains(name, StringComparer.OrdinalIgnoreCase))]), null);
    }
}
