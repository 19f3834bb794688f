namespace Federation.Node.Campaigns;

/// <summary>How much of a day is kept.</summary>
public enum CalendarPeriod
{
    /// <summary>The ISO 8601 week, like <c>2026-W45</c>.</summary>
    Week,

    /// <summary>The month, like <c>2026-11</c>.</summary>
    Month,

    /// <summary>The quarter, like <c>2026-Q4</c>.</summary>
    Quarter,

    /// <summary>The year, like <c>2026</c>.</summary>
    Year,
}
