namespace Federation.Node.Contributions.GigBox;

/// <summary>An export that was read whole.</summary>
/// <param name="Pay">What it comes to.</param>
/// <param name="Unfinished">Jobs left out because they have no end, or none that can be: after more than a day.</param>
/// <param name="Twice">Lines of a job that a later line tells again.</param>
/// <param name="Columns">Columns of jobs.csv that are not looked at.</param>
/// <param name="Screenshots">Pictures in the zip; none is opened.</param>
/// <param name="OtherFiles">Names of the zip's other files that are not looked at.</param>
internal sealed record GigBoxExport(HourlyPay Pay, int Unfinished, int Twice, IReadOnlyList<string> Columns, int Screenshots, IReadOnlyList<string> OtherFiles);
