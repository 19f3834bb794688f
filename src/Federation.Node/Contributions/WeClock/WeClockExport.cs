using Federation.Node.Contributions.WeClock.Places;
using Federation.Node.Contributions.WeClock.Rows;
using Federation.Node.Contributions.WeClock.Weeks;

namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// An export that was read whole. What is exact in it stays private: from outside it can be asked which places it has and, once the member
/// has said which of them are work, for weekly figures. The same bytes and places give the same answers, always.
/// </summary>
internal sealed class WeClockExport
{
    private readonly IReadOnlyList<Visit> visits;
    private readonly IReadOnlyList<Silence> silences;

    private WeClockExport(IReadOnlyList<Visit> visits, IReadOnlyList<Silence> silences, IReadOnlyList<PlaceSummary> places, ImportPreview preview)
    {
        this.visits = visits;
        this.silences = silences;
        Places = places;
        Preview = preview;
    }

    /// <summary>Places with at least two stays, by total time; empty when the phone never rested twice in one spot.</summary>
    public IReadOnlyList<PlaceSummary> Places { get; }

    /// <summary>What the file holds and what of it is thrown away.</summary>
    public ImportPreview Preview { get; }

    /// <summary>What is wrong with the member's choice of places, or null.</summary>
    public ImportRefusal? RefusalOf(IReadOnlyCollection<int> workPlaces) =>
        workPlaces.Count == 0 ? ImportRefusal.OfFile(ImportFault.NoWorkPlace)
        : workPlaces.Where(place => place < 1 || place > Places.Count).Select(place => (int?)place).FirstOrDefault() is { } unknown
        ? ImportRefusal.OfFile(ImportFault.UnknownPlace, ("place", unknown))
        : null;

    /// <summary>Weeks with work in them, oldest first; a week without a minute at work is absent, for silence is not zero hours.</summary>
    /// <param name="workPlaces">Numbers of <see cref="Places"/>; check them with <see cref="RefusalOf"/> first.</param>
    /// <param name="rules">What counts as break and evening; <see cref="WorkRules.Default"/> if null.</param>
    /// <exception cref="ArgumentException">The places were not checked.</exception>
    public IReadOnlyList<WorkWeek> Weeks(IReadOnlyCollection<int> workPlaces, WorkRules? rules = null)
    {
        if (RefusalOf(workPlaces) is { } refusal)
        {
            throw new ArgumentException(refusal.Sentence("en"), nameof(workPlaces));
        }

        rules ??= WorkRules.Default;
        var shifts = Shift.In(visits.Where(visit => IsWork(visit.Place)), rules);
        return WeekTally.Of(shifts, Commute.Of(shifts, visits, IsWork, silences, rules), rules);

        bool IsWork(int place) => workPlaces.Contains(place + 1);
    }

    /// <summary>Says nothing of what is inside.</summary>
    public override string ToString() => "a WeClock export";

    internal static WeClockExport Of(ExportRows rows)
    {
        var map = new PlaceMap(Stays.In(rows.Fixes));
        var found = Visit.In(rows.Fixes, map).ToLookup(visit => visit.Place);
        var byTime = found.OrderByDescending(place => place.Sum(visit => visit.Minutes))
            .ThenBy(place => place.First().From)
            .Select((place, number) => (Number: number, Visits: place))
            .ToArray();
        return new WeClockExport(
            [.. byTime.SelectMany(place => place.Visits.Select(visit => visit with { Place = place.Number })).OrderBy(visit => visit.From)],
            Silence.In(rows.Fixes),
            [.. byTime.Select(place => PlaceHabit.Of(place.Number + 1, place.Visits))],
            new ImportPreview(rows.Counts, DayOf(rows.FirstSecond), DayOf(rows.LastSecond), ThrownAwayOf(rows.Counts)));
    }

    private static DateOnly DayOf(long second) => LocalTime.DayOfMinute(second / 60);

    private static List<ThrownAway> ThrownAwayOf(IReadOnlyDictionary<RowKind, int> counts)
    {
        List<ThrownAway> gone = [ThrownAway.Coordinates, ThrownAway.ExactTimes];
        gone.AddRange(counts.Keys.Where(kind => kind != RowKind.Location).Order().Select(kind => kind switch
        {
            RowKind.Battery => ThrownAway.BatteryReadings,
            RowKind.WorkLog => ThrownAway.WorkLogEntries,
            _ => ThrownAway.OtherMeasures,
        }));
        return gone;
    }
}
