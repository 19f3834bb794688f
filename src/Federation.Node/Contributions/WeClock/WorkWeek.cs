namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// All that is kept of an export: five whole numbers a week at most. Minutes are wall-clock minutes of the place where the phone was, because
/// the exports carry no time zone; the two nights a year when clocks change may be off by an hour.
/// </summary>
/// <param name="IsoWeek">ISO 8601 week of the local date, like <c>2026-W45</c>.</param>
/// <param name="WorkedMinutes">Time at the places of work, without breaks; 1 to 10,080.</param>
/// <param name="MissedBreaks">Shifts that began in this week, were owed a break and show none.</param>
/// <param name="EveningMinutes">Worked minutes that fall in the evening, on any day.</param>
/// <param name="WeekendMinutes">Worked minutes on Saturday and Sunday, evenings included.</param>
/// <param name="CommuteMinutes">Time on the ways between the dwelling and work that are known, of the shifts that began in this week; null when none is.</param>
internal sealed record WorkWeek(string IsoWeek, int WorkedMinutes, int MissedBreaks, int EveningMinutes, int WeekendMinutes, int? CommuteMinutes = null)
{
    /// <summary>Minutes in a week: no figure can exceed it.</summary>
    public const int MaxMinutes = 7 * 24 * 60;
}
