using Federation.Node.Contributions.WeClock.Places;

namespace Federation.Node.Contributions.WeClock.Weeks;

/// <summary>
/// Visits to places of work that belong together: absences between them are shorter than the rule's limit. A shift may run past midnight
/// and belongs to the day on which it began.
/// </summary>
/// <param name="Worked">Stretches of work, in order; between two of them lies a break.</param>
internal sealed record Shift(IReadOnlyList<(long From, long To)> Worked)
{
    /// <summary>The minute in which it began.</summary>
    public long From => Worked[0].From;

    /// <summary>The minute after its last.</summary>
    public long To => Worked[^1].To;

    /// <summary>True when it was long enough to be owed a break and none is seen. Silence of a break's length counts as one.</summary>
    public bool MissedItsBreak(WorkRules rules) => Worked.Count == 1 && rules.Passed(From, To) > rules.BreakOwedAfterMinutes;

    /// <summary>The shifts that visits in time order make.</summary>
    public static IReadOnlyList<Shift> In(IEnumerable<Visit> visits, WorkRules rules)
    {
        var shifts = new List<Shift>();
        var worked = new List<(long From, long To)>();
        foreach (var visit in visits)
        {
            var absence = worked.Count == 0 ? 0 : visit.From - worked[^1].To;
            if (absence >= rules.ShiftEndsAfterMinutes)
            {
                shifts.Add(new Shift(worked));
                worked = [];
            }

            if (worked.Count > 0 && absence < rules.BreakMinutes)
            {
                worked[^1] = (worked[^1].From, visit.To);
            }
            else
            {
                worked.Add((visit.From, visit.To));
            }
        }

        if (worked.Count > 0)
        {
            shifts.Add(new Shift(worked));
        }

        return shifts;
    }

    /// <summary>Says nothing: exact times must not reach a log by accident.</summary>
    public override string ToString() => "a shift";
}
