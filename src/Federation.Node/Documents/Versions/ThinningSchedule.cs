namespace Federation.Node.Documents.Versions;

/// <summary>
/// Which versions are worth their bytes: of the last hour all; of the last day the last of each hour; of the last 30 days the last of each
/// day; of all time before the last of each week. Hours, days and weeks (from Monday) are those of the calendar in UTC, so a version that
/// is the last of its week was the last of its day and hour: looking often or seldom leaves the same versions.
/// </summary>
internal static class ThinningSchedule
{
    /// <summary>Versions younger than this are all kept.</summary>
    public static readonly TimeSpan All = TimeSpan.FromHours(1);

    /// <summary>Up to this age, one an hour.</summary>
    public static readonly TimeSpan Hourly = TimeSpan.FromDays(1);

    /// <summary>Up to this age, one a day; after it, one a week.</summary>
    public static readonly TimeSpan Daily = TimeSpan.FromDays(30);

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Day = TimeSpan.FromDays(1), Week = TimeSpan.FromDays(7);

    /// <summary>The numbers of the versions that may go. Never the newest, never one that is marked to be kept.</summary>
    /// <param name="versions">Oldest first.</param>
    /// <param name="keep">Younger ones all stay, by the rule of their space.</param>
    public static IReadOnlyList<int> Superfluous(IReadOnlyList<DatedVersion> versions, DateTimeOffset now, TimeSpan keep = default)
    {
        var taken = new HashSet<(TimeSpan Step, long Index)>();
        var superfluous = new List<int>();
        for (var index = versions.Count - 1; index >= 0; index--)
        {
            var version = versions[index];
            if (index < versions.Count - 1 && !version.IsKept && now - version.At >= keep && StepAt(now - version.At) is { } step && taken.Contains(Place(version, step)))
            {
                superfluous.Add(version.Number);
                continue;
            }

            taken.UnionWith([Place(version, Hour), Place(version, Day), Place(version, Week)]);
        }

        return [.. superfluous.Order()];
    }

    private static TimeSpan? StepAt(TimeSpan age) => age < All ? null : age < Hourly ? Hour : age < Daily ? Day : Week;

    // The first tick of all was a Monday.
    private static (TimeSpan, long) Place(DatedVersion version, TimeSpan step) => (step, version.At.UtcTicks / step.Ticks);
}

/// <summary>What thinning looks at.</summary>
/// <param name="Number">The version.</param>
/// <param name="At">When it came.</param>
/// <param name="IsKept">Marked to be kept.</param>
internal sealed record DatedVersion(int Number, DateTimeOffset At, bool IsKept);
