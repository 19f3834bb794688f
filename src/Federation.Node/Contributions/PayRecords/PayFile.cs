using System.Globalization;
using System.Text;
using Federation.Node.Campaigns.PayRules;
using Sylvan.Data.Csv;

namespace Federation.Node.Contributions.PayRecords;

/// <summary>
/// Reads pay records, one job a line, as the Shipt pay calculator exports them (github.com/dcalacci/shipt-calculator): columns by name, in any order. What the
/// campaign's rule does not name is not looked at, but for the number of the order, so that a job counts once, and for whose pay it is.
/// </summary>
internal static class PayFile
{
    /// <summary>Bytes of an upload: twice the jobs that are read, at 100 bytes a line.</summary>
    public const int MaxBytes = 5 * 1024 * 1024;

    /// <summary>Jobs of one person: thirty a day in two years.</summary>
    private const int MaxJobs = 22_000;

    /// <summary>Characters of one line: the pay calculator's are under 200.</summary>
    private const int LongestLine = 16 * 1024;

    /// <summary>No job pays more; sums of all jobs stay far below what a decimal holds.</summary>
    private const decimal LargestNumber = 1_000_000_000;

    private const string Order = "order_number", Person = "phone";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>What the jobs in a file come to, or why it is not taken.</summary>
    public static (PayReading? Reading, PayRefusal? Refusal) Read(Stream file, PayRule rule)
    {
        var formula = Formula.Read(rule.Formula).Formula!; // the definition was checked
        using var text = new StreamReader(file, StrictUtf8);
        CsvDataReader? csv = null;
        try
        {
            csv = CsvDataReader.Create(text, new CsvDataReaderOptions { MaxBufferSize = LongestLine, StringFactory = null });
            return Read(csv, new Columns(csv, rule, formula), rule, formula);
        }
        catch (Exception e) when (e is CsvFormatException or CsvMissingHeadersException or CsvRecordTooLargeException or DecoderFallbackException)
        {
            return (null, new PayRefusal.NotACsv((csv?.RowNumber ?? 0) + 1));
        }
        finally
        {
            csv?.Dispose();
        }
    }

    private static (PayReading?, PayRefusal?) Read(CsvDataReader csv, Columns columns, PayRule rule, Formula formula)
    {
        if (columns.Missing is { } missing)
        {
            return (null, new PayRefusal.NoColumn(missing));
        }

        var jobs = new Dictionary<string, (decimal Paid, decimal ByOldRule)>(StringComparer.Ordinal);
        var (people, except, twice) = (new HashSet<string>(StringComparer.Ordinal), 0, 0);
        while (csv.Read())
        {
            var (job, isExcept, refusal) = ReadJob(csv, columns, rule, formula);
            if (refusal is not null)
            {
                return (null, refusal);
            }

            people.Add(columns.Text(csv, Person) ?? "");
            except += isExcept ? 1 : 0;
            if (!isExcept)
            {
                var order = columns.Text(csv, Order) ?? string.Create(CultureInfo.InvariantCulture, $"line {csv.RowNumber}");
                twice += jobs.ContainsKey(order) ? 1 : 0;
                jobs[order] = job;
            }

            if (jobs.Count + except > MaxJobs)
            {
                return (null, new PayRefusal.TooManyJobs(MaxJobs));
            }
        }

        var compared = jobs.Values.Where(job => Math.Abs(job.Paid - job.ByOldRule) >= rule.Tolerance).ToList();
        var byOldRule = compared.Sum(job => job.ByOldRule);
        return people.Count > 1 ? (null, new PayRefusal.SeveralPeople(people.Count))
            : compared.Count == 0 || byOldRule <= 0 ? (null, new PayRefusal.NothingToCompare())
            : (new PayReading(compared.Count, jobs.Count - compared.Count, except, twice, compared.Sum(job => job.Paid), byOldRule, columns.Others), null);
    }

    private static ((decimal Paid, decimal ByOldRule) Job, bool IsExcept, PayRefusal? Refusal) ReadJob(CsvDataReader csv, Columns columns, PayRule rule, Formula formula)
    {
        var line = csv.RowNumber + 1; // the first names the columns
        if (rule.Except is { } except)
        {
            switch (columns.Text(csv, except)?.Trim().ToLowerInvariant())
            {
                case "true" or "yes" or "1":
                    return (default, true, null);
                case not (null or "" or "false" or "no" or "0"):
                    return (default, false, new PayRefusal.NotYesOrNo(line, except));
            }
        }

        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var name in formula.Columns.Append(rule.Paid))
        {
            if (!decimal.TryParse(columns.Text(csv, name), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
                CultureInfo.InvariantCulture, out var number) || Math.Abs(number) > LargestNumber)
            {
                return (default, false, new PayRefusal.NotANumber(line, name));
            }

            numbers[name] = number;
        }

        return formula.Of(name => numbers[name]) is { } old && Math.Abs(old) <= LargestNumber
            ? ((numbers[rule.Paid], old), false, null)
            : (default, false, new PayRefusal.Uncountable(line));
    }

    /// <summary>Where the columns stand, by name whatever their case.</summary>
    private sealed class Columns
    {
        private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);

        public Columns(CsvDataReader csv, PayRule rule, Formula formula)
        {
            for (var place = 0; place < csv.FieldCount; place++)
            {
                places.TryAdd(csv.GetName(place).Trim(), place);
            }

            List<string> needed = [.. formula.Columns, rule.Paid, .. rule.Except is { } except ? [except] : Array.Empty<string>()];
            Missing = needed.FirstOrDefault(name => !places.ContainsKey(name));
            Others = [.. places.Keys.Where(name => !needed.Contains(name, StringComparer.OrdinalIgnoreCase))];
        }

        /// <summary>The first that is needed and not there.</summary>
        public string? Missing { get; }

        /// <summary>Those that nothing is kept of.</summary>
        public IReadOnlyList<string> Others { get; }

        /// <summary>What stands in a column of the line; null: there is no such column, or the line is shorter.</summary>
        public string? Text(CsvDataReader csv, string name) =>
            places.TryGetValue(name, out var place) && place < csv.RowFieldCount ? csv.GetString(place) : null;
    }
}
