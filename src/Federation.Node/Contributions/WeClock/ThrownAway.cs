namespace Federation.Node.Contributions.WeClock;

/// <summary>What an export holds and a contribution does not. The page puts each into words.</summary>
internal enum ThrownAway
{
    /// <summary>Where the phone was.</summary>
    Coordinates,

    /// <summary>When exactly it was there.</summary>
    ExactTimes,

    /// <summary>Battery readings.</summary>
    BatteryReadings,

    /// <summary>Entries of the app's own work log.</summary>
    WorkLogEntries,

    /// <summary>Every other measure.</summary>
    OtherMeasures,
}
