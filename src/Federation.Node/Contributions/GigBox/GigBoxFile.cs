using System.Globalization;
using Federation.Node.Campaigns.PayRules;
using Federation.Node.Contributions.Sheets;

namespace Federation.Node.Contributions.GigBox;

/// <summary>
/// Reads what GigBox exports (github.com/dcalacci/gigbox): a zip of <c>jobs.csv</c>, with the columns of its table of jobs, and a folder of screenshots for each job. Screenshots are not opened;
/// of the columns only those are looked at that hourly pay needs. <c>total_pay</c> has the tip in it, distances are in miles.
/// </summary>
internal static class GigBoxFile
{
    /// <summary>Bytes of an upload: screenshots come with it, at 100 KiB for each of two hundred jobs.</summary>
    public const int MaxBytes = 20 * 1024 * 1024;

    /// <summary>An international mile (1959), in kilometres.</summary>
    private const decimal KilometresPerMile = 1.609344m;

    private const string Job = "id", Shift = "shift_id", Start = "start_time", End = "end_time", Pay = "total_pay", Tip = "tip", Miles = "mileage", EstimatedMiles = "estimated_mileage";

    private static readonly string[] Needed = [Start, End, Pay], Looked = [Job, Shift, Start, End, Pay, Tip, Miles, EstimatedMiles];

    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".heic", ".webp"];

    /// <summary>The longest shift: who worked longer forgot to stop the clock.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>What an export comes to, or why it is not taken.</summary>
    public static (GigBoxExport? Export, ContributionRefusal? Refusal) Read(byte[] upload, HourlyPayRule rule)
    {
        if (!upload.AsSpan().StartsWith("PK"u8))
        {
            return Read(upload, rule, []);
        }

        using var zip = ZipParts.Open(upload);
        if (zip is null)
        {
            return (null, new GigBoxRefusal.Damaged());
        }

        List<string> names = [.. zip.Names.Where(name => !name.EndsWith('/'))];
        if (names.OrderBy(name => name.Length).FirstOrDefault(name => name.Split('/')[^1].Equals("jobs.csv", StringComparison.OrdinalIgnoreCase)) is not { } jobs)
        {
            return (null, new GigBoxRefusal.NoJobs());
        }

        try
        {
            return Read(zip.Read(jobs)!, rule, [.. names.Where(name => name != jobs)]); // it was just listed
        }
        catch (Exception e) when (e is InvalidDataException or ZipParts.TooLargeException)
        {
            return (null, new GigBoxRefusal.Damaged());
        }
    }

    private static (GigBoxExport?, ContributionRefusal?) Read(byte[] csv, HourlyPayRule rule, IReadOnlyList<string> others)
    {
        var (sheet, unread) = SheetFile.Read(csv);
        if (sheet is null)
        {
            return (null, unread! with { Field = "gigbox" }); // nothing was read: a refusal
        }

        if (Needed.FirstOrDefault(name => !sheet.Places.ContainsKey(name)) is { } missing)
        {
            return (null, new GigBoxRefusal.NoColumn(missing));
        }

        var (jobs, twice, unfinished) = (new Dictionary<string, Done>(StringComparer.Ordinal), 0, 0);
        foreach (var row in sheet.Rows)
        {
            var (job, refusal) = ReadJob(row, name => sheet.Places.TryGetValue(name, out var column) ? row[column].Text.Trim() : "");
            if (refusal is not null)
            {
                return (null, refusal);
            }

            if (job is null)
            {
                unfinished++;
            }
            else
            {
                twice += jobs.ContainsKey(job.Id) ? 1 : 0;
                jobs[job.Id] = job;
            }
        }

        var shifts = jobs.Values.GroupBy(job => job.Shift, StringComparer.Ordinal).ToList();
        List<IGrouping<string, Done>> counted = [.. shifts.Where(shift => Length(shift) <= Longest)];
        unfinished += shifts.Except(counted).Sum(shift => shift.Count());
        var minutes = (long)Math.Round(counted.Sum(shift => Length(shift).TotalMinutes));
        var all = counted.SelectMany(shift => shift).ToList();
        return minutes == 0 ? (null, new GigBoxRefusal.NothingToCount())
            : (new(
                new HourlyPay(all.Count, counted.Count, minutes, all.Sum(job => job.Pay - job.Tip), all.Sum(job => job.Tip), all.Sum(job => job.Miles) * KilometresPerMile, rule), unfinished, twice,
                [.. sheet.Columns.Where(column => !Looked.Contains(column, StringComparer.OrdinalIgnoreCase))],
                others.Count(IsPicture), [.. others.Where(name => !IsPicture(name))]), null);
    }

    private static (Done? Job, GigBoxRefusal? Refusal) ReadJob(SheetRow row, Func<string, string> said)
    {
        if (said(Start).Length == 0 || said(End).Length == 0 || said(Pay).Length == 0)
        {
            return (null, null);
        }

        foreach (var name in new[] { Start, End })
        {
            if (Time(said(name)) is null)
            {
                return (null, new GigBoxRefusal.NotATime(row.Number, name));
            }
        }

        var miles = said(Miles).Length > 0 ? Miles : EstimatedMiles;
        foreach (var name in new[] { Pay, Tip, miles })
        {
            if (Amount(said(name)) is null)
            {
                return (null, new GigBoxRefusal.NotANumber(row.Number, name));
            }
        }

        var (start, end) = (Time(said(Start))!.Value, Time(said(End))!.Value); // both were just read, as were the amounts
        var id = said(Job) is { Length: > 0 } job ? job : string.Create(CultureInfo.InvariantCulture, $"row {row.Number}");
        return end < start ? (null, new GigBoxRefusal.NotATime(row.Number, End))
            : end - start > Longest ? (null, null)
            : (new(id, said(Shift) is { Length: > 0 } shift ? shift : "job " + id, start, end, Amount(said(Pay))!.Value, Amount(said(Tip))!.Value, Amount(said(miles))!.Value), null);
    }

    // PostgreSQL's way and ISO 8601's; without a zone all are of one.
    private static DateTimeOffset? Time(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year is >= 2000 and <= 2100 ? time : null;

    private static decimal? Amount(string text) => text.Length == 0 ? 0
        : decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= 100_000 ? amount : null;

    private static TimeSpan Length(IEnumerable<Done> shift) => shift.Max(job => job.End) - shift.Min(job => job.Start);

    private static bool IsPicture(string name) => Pictures.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>A job that has an end.</summary>
    private sealed record Done(string Id, string Shift, DateTimeOffset Start, DateTimeOffset End, decimal Pay, decimal Tip, decimal Miles);
}
