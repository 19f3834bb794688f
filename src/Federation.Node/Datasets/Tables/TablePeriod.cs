using System.Globalization;
using Federation.Node.Campaigns;

namespace Federation.Node.Datasets.Tables;

/// <summary>The weeks or other periods that a table is about.</summary>
/// <param name="Dimension">Place of their dimension.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Start">First day of the first.</param>
/// <param name="End">Last day of the last.</param>
/// <param name="IsRepeated">True when a person may stand under several of them.</param>
internal sealed record TablePeriod(int Dimension, CalendarPeriod Kind, DateOnly Start, DateOnly End, bool IsRepeated)
{
    /// <summary>The whole time as ISO 8601 writes it, like <c>2026-11-02/P21D</c>.</summary>
    public string Interval => string.Create(CultureInfo.InvariantCulture, $"{Start:yyyy-MM-dd}/P{End.DayNumber - Start.DayNumber + 1}D");

    /// <summary>That of a table; null when none of its dimensions says that it is of periods, or is of ISO weeks (ISO 8601, like <c>2026-W45</c>), which need not say so.</summary>
    public static TablePeriod? Of(TableFile table)
    {
        for (var place = 0; place < table.Dimensions.Count; place++)
        {
            var dimension = table.Dimensions[place];
            var kind = CalendarPeriods.Named(dimension.KeptBy) ?? CalendarPeriod.Week; // years alone could be any number
            var days = dimension.Codes.Select(code => kind.DaysOf(code.Code)).ToList();
            if (days.Count > 0 && days.All(each => each is not null))
            {
                return new TablePeriod(place, kind, days.Min(each => each!.Value.First), days.Max(each => each!.Value.Last), dimension.PersonsRepeat); // just looked
            }
        }

        return null;
    }
}
