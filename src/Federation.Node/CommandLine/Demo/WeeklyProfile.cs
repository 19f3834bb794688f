namespace Federation.Node.CommandLine.Demo;

/// <summary>How somebody made up works. Percentages are chances per shift or, for the sixth day, per week.</summary>
internal sealed record WeeklyProfile
{
    /// <summary>Days, earlies: eight hours from seven, most breaks taken.</summary>
    public static WeeklyProfile Early { get; } = new();

    /// <summary>Lates: into the evening, breaks often missed.</summary>
    public static WeeklyProfile Late { get; } = new() { StartHour = 14, MissedBreakPercent = 50 };

    /// <summary>Nights: shifts that cross midnight.</summary>
    public static WeeklyProfile Night { get; } = new() { StartHour = 22, ShiftMinutes = 450, OvertimePercent = 10 };

    /// <summary>Part time, weekends included.</summary>
    public static WeeklyProfile Weekend { get; } = new()
    {
        StartHour = 11, ShiftMinutes = 330, Days = [DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday],
    };

    /// <summary>Long days: much overtime and many a sixth day.</summary>
    public static WeeklyProfile Overtime { get; } = new()
    {
        StartHour = 8, ShiftMinutes = 540, OvertimePercent = 60, MissedBreakPercent = 40, ExtraSaturdayPercent = 50,
    };

    /// <summary>All of the above.</summary>
    public static IReadOnlyList<WeeklyProfile> All { get; } = [Early, Late, Night, Weekend, Overtime];

    /// <summary>Hour in which shifts begin, 0 to 22.</summary>
    public int StartHour { get; init; } = 7;

    /// <summary>Length of a shift with its break, 300 to 600: below, the home could outweigh the work as place 1.</summary>
    public int ShiftMinutes { get; init; } = 480;

    /// <summary>Working days; at least three, for the same reason.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Shifts without a break.</summary>
    public int MissedBreakPercent { get; init; } = 20;

    /// <summary>Shifts that run one to two hours longer.</summary>
    public int OvertimePercent { get; init; } = 20;

    /// <summary>Weeks with a shift on a Saturday that is not among the working days.</summary>
    public int ExtraSaturdayPercent { get; init; } = 10;
}
