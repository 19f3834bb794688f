using System.Text.Json.Serialization;

namespace Federation.Node.Campaigns;

/// <summary>What is kept of a day that a member enters, and which days may be entered. The day itself is never stored (docs/decisions/0042).</summary>
/// <param name="KeptBy">What is kept of it.</param>
/// <param name="Earliest">The first day that may be entered; null: as far back as <see cref="MostPeriods"/>.</param>
/// <param name="Latest">The last day that may be entered; null: today.</param>
/// <param name="Future">True when days to come may be entered, up to <paramref name="Latest"/>.</param>
/// <param name="EachPeriod">True when a member gives figures for each period, like those of a month; else there is one day of each member, and giving it again corrects it.</param>
public sealed record DateRule(
    CalendarPeriod KeptBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Earliest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? Latest = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Future = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool EachPeriod = false)
{
    /// <summary>Periods of one table: ten years of months. More would pass the size that the gate can check.</summary>
    public const int MostPeriods = 120;

    /// <summary>The first and the last day that may be entered on some day.</summary>
    public (DateOnly First, DateOnly Last) Bounds(DateOnly today)
    {
        var last = Future ? Latest ?? today : Latest is { } latest && latest < today ? latest : today;
        var first = KeptBy.Back(last, MostPeriods - 1);
        return (Earliest is { } earliest && earliest > first ? earliest : first, last);
    }

    /// <summary>True when it takes days that the other does not.</summary>
    internal bool IsWiderThan(DateRule other) => (Future && !other.Future)
        || (Earliest is null && other.Earliest is not null) || Earliest < other.Earliest
        || (Latest is null && other.Latest is not null) || Latest > other.Latest;

    /// <summary>What is wrong with it, as the end of an English sentence; null: nothing.</summary>
    internal string? Fault() =>
        Earliest?.Year is < 1900 or > 2200 || Latest?.Year is < 1900 or > 2200 ? "its days are not between 1900 and 2200."
        : Earliest > Latest ? "its earliest day is after its latest."
        : Future && Latest is null ? "days to come need a latest day."
        : Latest is { } latest && Earliest < KeptBy.Back(latest, MostPeriods - 1) ? $"its days lie in more than {MostPeriods} periods; keep more of them together."
        : null;
}
