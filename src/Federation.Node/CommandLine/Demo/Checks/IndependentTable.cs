using Federation.Node.Contributions.WeClock;

namespace Federation.Node.CommandLine.Demo.Checks;

/// <summary>
/// A table added up a second way, from what people gave to every cell it counts towards; shares no code with the node's. It hides nothing:
/// what a release shows is compared with it.
/// </summary>
internal static class IndependentTable
{
    /// <summary>The measures, in the order of <see cref="Of"/>.</summary>
    public static IReadOnlyList<string> Measures { get; } = ["workedMinutes", "missedBreaks", "eveningMinutes", "weekendMinutes"];

    /// <summary>Adds up sector by region by week.</summary>
    public static IReadOnlyDictionary<string, Figures> Of(IEnumerable<GivenWeeks> people)
    {
        var cells = new Dictionary<string, (HashSet<string> Persons, Figures Figures)>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            foreach (var week in person.Weeks)
            {
                var one = new Figures(0, 1, [week.WorkedMinutes, week.MissedBreaks, week.EveningMinutes, week.WeekendMinutes]);
                foreach (var cell in Cell.Reaches([person.Sector, person.Region, week.IsoWeek]))
                {
                    var (persons, figures) = cells.GetValueOrDefault(cell, ([], new Figures(0, 0, [0, 0, 0, 0])));
                    persons.Add(person.Name);
                    cells[cell] = (persons, Figures.Plus(figures, one));
                }
            }
        }

        return cells.ToDictionary(cell => cell.Key, cell => cell.Value.Figures with { Persons = cell.Value.Persons.Count });
    }
}

/// <summary>What one person gave.</summary>
internal sealed record GivenWeeks(string Name, string Sector, string Region, IReadOnlyList<WorkWeek> Weeks);
