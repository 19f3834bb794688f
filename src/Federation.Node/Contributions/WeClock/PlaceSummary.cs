namespace Federation.Node.Contributions.WeClock;

/// <summary>
/// A place where the member stayed at least twice, told without saying where it is: enough to recognise one's work, too little to find it.
/// </summary>
/// <param name="Number">1 for the place with the most time, and so on.</param>
/// <param name="TotalHours">Time there over the whole export, rounded to hours.</param>
/// <param name="UsualDays">Days of the week that hold at least a tenth of that time, Monday first.</param>
/// <param name="UsualFromHour">0 to 23: hour of the day at which usual presence begins.</param>
/// <param name="UsualToHour">1 to 24: hour at which it ends; not after <paramref name="UsualFromHour"/> when it spans midnight.</param>
internal sealed record PlaceSummary(
    int Number, int TotalHours, IReadOnlyList<DayOfWeek> UsualDays, int UsualFromHour, int UsualToHour);
