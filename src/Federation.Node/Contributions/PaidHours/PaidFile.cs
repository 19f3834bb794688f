using System.Globalization;
using System.Text;
using Federation.Node.Campaigns;
using Sylvan.Data.Csv;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>
/// Reads what an employer paid one person, a week a line: <c>week,hours_paid,hourly_rate</c>, columns by name, in any order, separated by commas or semicolons. What other columns hold
/// is thrown away, but for whose line it is.
/// </summary>
internal static class PaidFile
{
    /// <summary>Bytes of an upload: two years of weeks are 5 KiB.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Characters of one line: those of a pay slip are under 200.</summary>
    private const int LongestLine = 4 * 1024;

    private const string Week = "week", Hours = "hours_paid", Rate = "hourly_rate", Person = "person";

    private static readonly string[] Needed = [Week, Hours, Rate];

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The paid weeks in a file, oldest first, or why it is not taken.</summary>
    /// <param name="file">The bytes as sent.</param>
    /// <param name="schema">The schema of a campaign that asks for pay; its fields bound what is taken.</param>
    /// <param name="today">The day: weeks are not in the future.</param>
    public static (PaidReading? Reading, ContributionRefusal? Refusal) Read(Stream file, CampaignSchema schema, DateOnly today)
    {
        using var text = new StreamReader(file, StrictUtf8);
        CsvDataReader? csv = null;
        try
        {
            csv = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = LongestLine, StringFactory = null });
            return Read(csv, HoursFields.In(schema)!, today);
        }
        catch (Exception e) when (e is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or DecoderFallbackException)
        {
            return (null, new PaidRefusal.NotACsv((csv?.RowNumber ?? 0) + 1));
        }
        finally
        {
            csv?.Dispose();
        }
    }

    private static (PaidReading?, ContributionRefusal?) Read(CsvDataReader csv, HoursFields fields, DateOnly today)
    {
        var places = Enumerable.Range(0, csv.FieldCount).GroupBy(place => csv.GetName(place).Trim(), StringComparer.OrdinalIgnoreCase)
            .ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);
        if (Needed.FirstOrDefault(name => !places.ContainsKey(name)) is { } missing)
        {
            return (null, new PaidRefusal.NoColumn(missing));
        }

        var (weeks, people) = (new SortedDictionary<string, ContributedRow>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        while (csv.Read())
        {
            var line = csv.RowNumber + 1; // the first names the columns
            var week = Text(Week).ToUpperInvariant();
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
            : weeks.Count == 0 ? (null, new PaidRefusal.NoLines())
            : (new PaidReading([.. weeks.Values], [.. places.Keys.Where(name => !Needed.Contains(name, StringComparer.OrdinalIgnoreCase))]), null);

        string Text(string name) => places.TryGetValue(name, out var place) && place < csv.RowFieldCount ? csv.GetString(place).Trim() : "";
    }
}
