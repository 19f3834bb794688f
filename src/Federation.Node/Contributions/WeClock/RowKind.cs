namespace Federation.Node.Contributions.WeClock;

/// <summary>What a row of an export holds; names of the file itself are never repeated, they could say anything.</summary>
internal enum RowKind
{
    /// <summary>A position: <c>geologging</c> (iOS), <c>geo_logging</c> (Android).</summary>
    Location,

    /// <summary>A battery level: <c>battery reading</c>, <c>battery_level</c>.</summary>
    Battery,

    /// <summary>An entry of the work log.</summary>
    WorkLog,

    /// <summary>Any other measure of the app.</summary>
    Other,
}
