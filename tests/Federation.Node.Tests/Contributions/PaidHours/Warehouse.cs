using Federation.Node.CommandLine.Demo;
using Federation.Node.Contributions;
using Federation.Node.Contributions.WeClock;

namespace Federation.Node.Tests.Contributions.PaidHours;

/// <summary>
/// 63 people of a warehouse with four sites who do not exist, and four of their weeks: the first nine carry WeClock, the others punch a clock. The same at every run.
/// </summary>
internal static class Warehouse
{
    public const int People = 63, WithWeClock = 9;

    /// <summary>ISO weeks 44 to 47.</summary>
    public static readonly DateOnly[] Mondays = [new(2026, 10, 26), new(2026, 11, 2), new(2026, 11, 9), new(2026, 11, 16)];

    private static readonly (string Site, int People)[] Sites = [("north", 24), ("east", 17), ("south", 14), ("west", 8)];

    /// <summary>Everybody.</summary>
    public static IReadOnlyList<Worker> All { get; } = Made();

    /// <summary>One person.</summary>
    /// <param name="Site">Where.</param>
    /// <param name="RateCents">Pay for an hour.</param>
    /// <param name="Weeks">Minutes recorded and paid, breaks missed, minutes in the evening and at the weekend.</param>
    public sealed record Worker(string Site, long RateCents, IReadOnlyList<Week> Weeks)
    {
        /// <summary>What the employer's pay slip says, as a file.</summary>
        public string PaySlip => "week,hours_paid,hourly_rate\n" + string.Concat(Weeks.Select(week => FormattableString.Invariant($"{week.Name},{week.Paid / 60m:0.##},{RateCents / 100m:0.00}\n")));
    }

    public sealed record Week(string Name, long Worked, long Paid, long MissedBreaks, long Evening, long Weekend);

    /// <summary>The WeClock export of one of the first nine.</summary>
    public static byte[] Export(int person) => WeClockGenerator.Generate(person, Platform(person), Mondays, WeeklyProfile.All[person % WeeklyProfile.All.Count]);

    public static string FileName(int person) => WeClockGenerator.FileName(Platform(person));

    private static WeClockPlatform Platform(int person) => person % 2 == 0 ? WeClockPlatform.Ios : WeClockPlatform.Android;

    private static List<Worker> Made()
    {
        var random = new Random(20261130);
        var sites = Sites.SelectMany(each => Enumerable.Repeat(each.Site, each.People)).ToArray();
        random.Shuffle(sites);
        return [.. sites.Select((site, person) =>
        {
            var (usual, rate, isPaidInFull) = (random.Next(29 * 60, 57 * 60), random.Next(1250, 1951), random.Next(100) < 20);
            return new Worker(site, rate, [.. Recorded(person, usual, random).Select(week => week with { Paid = isPaidInFull ? week.Worked / 15 * 15 + 15 : Math.Min(week.Worked / 15 * 15, 40 * 60) })]);
        })];
    }

    private static IEnumerable<Week> Recorded(int person, int usual, Random random) => person < WithWeClock
        ? WeClockImport.Read(new MemoryStream(Export(person)), FileName(person)).Export!.Weeks([WeClockGenerator.WorkPlace])
            .Select(week => new Week(week.IsoWeek, week.WorkedMinutes, 0, week.MissedBreaks, week.EveningMinutes, week.WeekendMinutes))
        : Mondays.Select((_, week) => new Week($"2026-W{44 + week}", usual + random.Next(-90, 91), 0, random.Next(4), random.Next(30, 400), random.Next(0, 300))).ToList();
}
