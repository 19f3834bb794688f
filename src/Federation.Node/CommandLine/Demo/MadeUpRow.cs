namespace Federation.Node.CommandLine.Demo;

/// <summary>One thing a made-up phone wrote down.</summary>
/// <param name="Moment">Wall-clock time.</param>
/// <param name="At">Where, for a location; null otherwise.</param>
/// <param name="Battery">Charge in percent, for a battery reading; null otherwise. Neither is a work-log entry.</param>
internal sealed record MadeUpRow(DateTime Moment, (double Latitude, double Longitude)? At = null, int? Battery = null);
