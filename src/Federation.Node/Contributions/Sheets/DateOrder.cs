namespace Federation.Node.Contributions.Sheets;

/// <summary>What comes first where the year comes last.</summary>
internal enum DateOrder
{
    /// <summary>03/04/2026 is 3 April.</summary>
    DayFirst,

    /// <summary>03/04/2026 is 4 March.</summary>
    MonthFirst,
}
