using Federation.Node.Contributions.WeClock.Rows;

namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// What counts as a shift, a break and an evening. Defaults follow Directive 2003/88/EC where it gives a number and name an assumption
/// where it does not; a campaign in a country with another rule sets its own.
/// </summary>
internal sealed record WorkRules
{
    /// <summary>The rules of a campaign that states none.</summary>
    public static WorkRules Default { get; } = new();

    /// <summary>
    /// Minutes away from the place that make a break; a shorter absence is time at work. Assumption: Directive 2003/88/EC art. 4 asks for
    /// a break and leaves its length to national law or agreement; 20 minutes is a common national minimum.
    /// </summary>
    public int BreakMinutes { get; init; } = 20;

    /// <summary>A shift longer than this is owed a break. Source: Directive 2003/88/EC art. 4, "longer than six hours".</summary>
    public int BreakOwedAfterMinutes { get; init; } = 6 * 60;

    /// <summary>An absence of this many minutes ends the shift instead of being a break in it. Assumption: three hours.</summary>
    public int ShiftEndsAfterMinutes { get; init; } = 3 * 60;

    /// <summary>First minute of the evening, counted from midnight. Assumption: 19:00.</summary>
    public int EveningFromMinute { get; init; } = 19 * 60;

    /// <summary>First minute after the evening. Assumption: midnight.</summary>
    public int EveningToMinute { get; init; } = 24 * 60;

    /// <summary>Whose clock the phone shows: an export names no zone, so it is the node's. It matters in the two nights of a year in which clocks change.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>
    /// Minutes that passed between two minutes of a phone's clock: an hour more or less where the clock was changed between them. Of the hour that a clock shows twice it is not known which
    /// was meant; the second is taken.
    /// </summary>
    public long Passed(long from, long to) => to - from - (Offset(to) - Offset(from));

    /// <summary>Minutes of a way between home and work above which it is not counted: a journey, or a phone that was off. Assumption: three hours.</summary>
    public int LongestWayMinutes { get; init; } = 3 * 60;

    /// <summary>Minutes at another place on such a way that are no part of it; a shorter stay is waiting for a bus. Assumption: as long as a break.</summary>
    public int StopMinutes { get; init; } = 20;

    private long Offset(long minute) => (long)Zone.GetUtcOffset(LocalTime.DayOfMinute(minute).ToDateTime(TimeOnly.MinValue).AddMinutes(minute % (24 * 60))).TotalMinutes;
}
